@echo off
rem project-export for Windows, with an installed Java 17 or newer.
setlocal
set "HOME_DIR=%~dp0.."
if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else (set "JAVA=java.exe")
set "JARS=%HOME_DIR%\lib\*"
if /i "%~1"=="serve" set "JARS=%HOME_DIR%\lib\*;%HOME_DIR%\lib\serve\*"
"%JAVA%" -XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED -Xmx1g -XX:MaxDirectMemorySize=256m ^
    -Dfile.encoding=UTF-8 "-Dproject.export.plugins=%HOME_DIR%\plugins" -cp "%JARS%" %PROJECT_EXPORT_JAVA_OPTIONS% org.projectexporter.cli.Main %*
exit /b %ERRORLEVEL%

"""The readers that `readers` tries. Each command runs in an empty folder; $A is the archive."""

_OWN_FILES = ("save(", "binwrite", "WriteFile", "'wb'")
TAR, GZ, ZST = "tar", "tar.gz", "tar.zst"


def _reader(name: str, version: str, package: str, as_root: bool = False, **commands: str) -> dict:
    """`zip`, `tar`, `gz` and `zst` are commands; `any_tar` is for all three kinds of tar.

    Of a library that hands out contents, our own script makes the files: then modes and times say nothing.
    """
    reader = {"name": name, "version": version, "package": package, "as_root": as_root,
              "content_only": any(mark in c for c in commands.values() for mark in _OWN_FILES)}
    if "any_tar" in commands:
        reader.update({TAR: commands["any_tar"], GZ: commands["any_tar"], ZST: commands["any_tar"]})
    for key, kind in (("zip", "zip"), ("tar", TAR), ("gz", GZ), ("zst", ZST)):
        if key in commands:
            reader[kind] = commands[key]
    return reader


def _stdin(command: str) -> dict:
    """A reader of plain tar, which others decompress for."""
    return {"tar": f"{command} < $A", "gz": f"gzip -dc $A | {command}", "zst": f"zstd -dqc $A | {command}"}


def _script(interpreter: str, text: str) -> str:
    return f"cat > ../script <<'END'\n{text}\nEND\n{interpreter} ../script"


_PERL_ZIP = _script("perl", """use Archive::Zip;
my $z = Archive::Zip->new($ENV{A}) or die; $z->extractTree() == 0 or die "extractTree";""")
_PERL_TAR = _script("perl", """use Archive::Tar; my $t = Archive::Tar->new($ENV{A}) or die Archive::Tar->error;
$t->extract or die $t->error;""")
_RUBYZIP = _script("ruby", """require 'zip'; require 'fileutils'
Zip::File.open(ENV['A']) { |z| z.each { |e| FileUtils.mkdir_p(File.dirname(e.name)); e.extract(e.name) { true } } }""")
_GEM_TAR = _script("ruby", """require 'rubygems/package'; require 'fileutils'; require 'zlib'
f = File.open(ENV['A'], 'rb'); f = Zlib::GzipReader.new(f) if ENV['A'].end_with?('gz')
Gem::Package::TarReader.new(f).each { |e| n = e.full_name
  if e.directory? then FileUtils.mkdir_p(n)
  elsif e.symlink? then File.symlink(e.header.linkname, n)
  elsif e.file? then FileUtils.mkdir_p(File.dirname(n)); File.binwrite(n, e.read || '') end }""")
_MINITAR = _script("ruby", """require 'minitar' rescue require 'archive/tar/minitar'
m = defined?(Minitar) ? Minitar : Archive::Tar::Minitar; m.unpack(File.open(ENV['A'], 'rb'), '.')""")
_PHP_ZIP = _script("php", """<?php $z = new ZipArchive; if ($z->open(getenv('A')) !== true) exit(1);
exit($z->extractTo('.') ? 0 : 1);""")
_PHP_PHAR = _script("php", """<?php (new PharData(getenv('A')))->extractTo('.', null, true);""")
_PY_ZIP = _script("python3", """import os, zipfile; zipfile.ZipFile(os.environ['A']).extractall('.')""")
_PY_TAR = _script("python3", """import os, tarfile; tarfile.open(os.environ['A']).extractall('.')""")
_PY_DATA = _script("python3", """import os, tarfile; tarfile.open(os.environ['A']).extractall('.', filter='data')""")
_PY_LIBARCHIVE = _script("python3", """import os, libarchive; libarchive.extract_file(os.environ['A'])""")
_PY_STREAM_UNZIP = _script("python3", """import os, stream_unzip
f = open(os.environ['A'], 'rb')
for name, size, chunks in stream_unzip.stream_unzip(iter(lambda: f.read(65536), b'')):
    data = b''.join(chunks); name = name.decode()
    if name.endswith('/'): os.makedirs(name, exist_ok=True)
    else: os.makedirs(os.path.dirname(name) or '.', exist_ok=True); open(name, 'wb').write(data)""")
_PY_ZSTD = _script("python3", """import io, os, tarfile, zstandard
data = zstandard.ZstdDecompressor().%s
tarfile.open(fileobj=io.BytesIO(data)).extractall('.')""")
_PY_RATAR = _script("python3", """import os, shutil, stat
from ratarmountcore import open as mount
m = mount(os.environ['A'])
def walk(path):
    for name in (m.list_dir if hasattr(m, 'list_dir') else m.listDir)(path):
        full = path.rstrip('/') + '/' + name; info = (m.lookup if hasattr(m, 'lookup') else m.getFileInfo)(full)
        here = '.' + full
        if stat.S_ISDIR(info.mode): os.mkdir(here); walk(full)
        elif stat.S_ISLNK(info.mode): os.symlink(info.linkname, here)
        else: open(here, 'wb').write(m.open(info).read()); os.chmod(here, info.mode & 0o777); os.utime(here, (0, info.mtime))
walk('/')""")
_NODE = """const fs = require('fs'), path = require('path');
const save = (name, data) => name.endsWith('/') ? fs.mkdirSync(name, {recursive: true})
  : (fs.mkdirSync(path.dirname(name), {recursive: true}), fs.writeFileSync(name, data));
const A = process.env.A;
process.on('unhandledRejection', e => { console.error(e); process.exit(1); });
"""


def _node(text: str) -> str:
    return _script("node", _NODE + text)


_YAUZL = _node("""require('yauzl').open(A, {lazyEntries: true}, (e, z) => { if (e) throw e; z.readEntry();
z.on('entry', n => { const parts = []; if (n.fileName.endsWith('/')) { save(n.fileName); return z.readEntry(); }
z.openReadStream(n, (e, s) => { if (e) throw e; s.on('data', d => parts.push(d));
s.on('end', () => { save(n.fileName, Buffer.concat(parts)); z.readEntry(); }); }); }); });""")
_JSZIP = _node("""require('jszip').loadAsync(fs.readFileSync(A)).then(async z => {
for (const n of Object.keys(z.files)) save(n, await z.files[n].async('nodebuffer')); });""")
_ADM_ZIP = _node("new (require('adm-zip'))(A).extractAllTo('.', true, true);")
_FFLATE = _node("""const u = require('fflate').unzipSync(fs.readFileSync(A)); for (const n in u) save(n, u[n]);""")
_UNZIPPER = _node("""require('unzipper').Open.file(A).then(d => d.extract({path: process.cwd()}));""")
_EXTRACT_ZIP = _node("(require('extract-zip').default || require('extract-zip'))(A, {dir: process.cwd()});")
_NODE_STREAM_ZIP = _node("const S = require('node-stream-zip'); new S.async({file: A}).extract(null, '.');")
_DECOMPRESS = _node("require('decompress')(A, '.');")
_ZIP_JS = _node("""const {ZipReader, Uint8ArrayReader, Uint8ArrayWriter} = require('@zip.js/zip.js');
(async () => { for (const e of await new ZipReader(new Uint8ArrayReader(fs.readFileSync(A))).getEntries())
save(e.filename, e.directory ? null : await e.getData(new Uint8ArrayWriter())); })();""")
_NODE_TAR = _node("require('tar').x({file: A, sync: true, preservePaths: false});")
_TAR_FS = _node("""const z = require('zlib'); let s = fs.createReadStream(A);
if (A.endsWith('gz')) s = s.pipe(z.createGunzip()); s.pipe(require('tar-fs').extract('.'));""")
_TAR_STREAM = _node("""const x = require('tar-stream').extract(), z = require('zlib');
x.on('entry', (h, s, next) => { const parts = []; s.on('data', d => parts.push(d)); s.on('end', () => {
if (h.type === 'symlink') fs.symlinkSync(h.linkname, h.name); else if (h.type === 'link') fs.linkSync(h.linkname, h.name);
else if (h.type === 'directory') save(h.name.replace(/\\/?$/, '/')); else { save(h.name, Buffer.concat(parts));
fs.chmodSync(h.name, h.mode); fs.utimesSync(h.name, h.mtime, h.mtime); } next(); }); s.resume(); });
let s = fs.createReadStream(A); if (A.endsWith('gz')) s = s.pipe(z.createGunzip()); s.pipe(x);""")
_FZSTD = _node("""fs.writeFileSync('../t.tar', require('fzstd').decompress(fs.readFileSync(A)));
require('child_process').execFileSync('tar', ['-xf', '../t.tar']);""")
_NODE_ZSTD = _node("""fs.writeFileSync('../t.tar', require('zlib').zstdDecompressSync(fs.readFileSync(A)));
require('child_process').execFileSync('tar', ['-xf', '../t.tar']);""")
_JAVA_COPY = """static void save(String n, boolean folder, java.io.InputStream in) throws Exception {
  Path p = Path.of(n); if (folder) { Files.createDirectories(p); return; }
  if (p.getParent() != null) Files.createDirectories(p.getParent()); Files.copy(in, p); }"""


def _java(imports: str, body: str, options: str = "") -> str:
    text = f"""import java.nio.file.*; {imports}
public class R {{ {_JAVA_COPY}
public static void main(String[] a) throws Exception {{ String A = System.getenv("A"); {body} }} }}"""
    return f"cat > ../R.java <<'END'\n{text}\nEND\njava {options} -Dsun.jnu.encoding=UTF-8 ../R.java"


_JAVA_FILE = _java("import java.util.zip.*;", """try (ZipFile z = new ZipFile(A)) { for (var e :
java.util.Collections.list(z.entries())) save(e.getName(), e.isDirectory(), z.getInputStream(e)); }""")
_JAVA_STREAM = _java("import java.util.zip.*;", """try (ZipInputStream z = new ZipInputStream(Files.newInputStream(
Path.of(A)))) { for (ZipEntry e; (e = z.getNextEntry()) != null;) save(e.getName(), e.isDirectory(), z); }""")
_COMMONS = "-cp /usr/share/java/commons-compress.jar:/usr/share/java/commons-io.jar"
_COMMONS_ZIP = _java("import org.apache.commons.compress.archivers.zip.*;", """try (ZipFile z = new ZipFile(
new java.io.File(A))) { for (var e : java.util.Collections.list(z.getEntries())) if (e.isUnixSymlink())
Files.createSymbolicLink(Path.of(e.getName()), Path.of(z.getUnixSymlink(e)));
else save(e.getName(), e.isDirectory(), z.getInputStream(e)); }""", _COMMONS)
_COMMONS_TAR = _java("import org.apache.commons.compress.archivers.tar.*;", """java.io.InputStream in =
Files.newInputStream(Path.of(A)); if (A.endsWith("gz")) in = new java.util.zip.GZIPInputStream(in);
try (TarArchiveInputStream t = new TarArchiveInputStream(in, "UTF-8")) { for (TarArchiveEntry e;
(e = t.getNextTarEntry()) != null;) { Path p = Path.of(e.getName());
if (e.isSymbolicLink()) Files.createSymbolicLink(p, Path.of(e.getLinkName()));
else if (e.isLink()) Files.createLink(p, Path.of(e.getLinkName())); else save(e.getName(), e.isDirectory(), t); } }""",
                     _COMMONS)
_GO_ZIP = """cat > ../r.go <<'END'
package main
import ("archive/zip"; "io"; "os"; "path/filepath"; "strings")
func main() { z, e := zip.OpenReader(os.Getenv("A")); if e != nil { panic(e) }
for _, f := range z.File { if strings.HasSuffix(f.Name, "/") { os.MkdirAll(f.Name, 0755); continue }
os.MkdirAll(filepath.Dir(f.Name), 0755); r, e := f.Open(); if e != nil { panic(e) }; b, e := io.ReadAll(r)
if e != nil { panic(e) }; if f.Mode()&os.ModeSymlink != 0 { os.Symlink(string(b), f.Name); continue }
os.WriteFile(f.Name, b, f.Mode().Perm()); os.Chtimes(f.Name, f.Modified, f.Modified) } }
END
GOCACHE=$HOME/c GO111MODULE=off go run ../r.go"""
_GO_TAR = """cat > ../r.go <<'END'
package main
import ("archive/tar"; "compress/gzip"; "io"; "os"; "path/filepath"; "strings")
func main() { f, e := os.Open(os.Getenv("A")); if e != nil { panic(e) }; var r io.Reader = f
if strings.HasSuffix(os.Getenv("A"), "gz") { r, e = gzip.NewReader(f); if e != nil { panic(e) } }
t := tar.NewReader(r); for { h, e := t.Next(); if e == io.EOF { break }; if e != nil { panic(e) }
switch h.Typeflag { case tar.TypeDir: os.MkdirAll(h.Name, 0755); case tar.TypeSymlink: os.Symlink(h.Linkname, h.Name)
case tar.TypeLink: os.Link(h.Linkname, h.Name); default: os.MkdirAll(filepath.Dir(h.Name), 0755); b, e := io.ReadAll(t)
if e != nil { panic(e) }; os.WriteFile(h.Name, b, os.FileMode(h.Mode)); os.Chtimes(h.Name, h.ModTime, h.ModTime) } } }
END
GOCACHE=$HOME/c GO111MODULE=off go run ../r.go"""
_ERL = "erl +fnu -noshell -eval '{ok,_}=%s,halt(0).' || exit 1"
_TCL_TAR = _script("tclsh", "package require tar; tar::untar $env(A)")
_TCL_ZIP = _script("tclsh", """package require zipfile::decode; encoding system utf-8
zipfile::decode::unzipfile $env(A) [pwd]""")
_MOUNT = "mkdir ../m; %s && cp -a ../m/. . ; r=$?; %s ../m; exit $r"
_EROFS = "mkfs.erofs --tar=f ../i ../t.tar && fsck.erofs --extract=. --no-preserve-owner ../i"
_SQFS = "tar2sqfs -q ../i.sqfs < ../t.tar && unsquashfs -q -n -no-xattrs -f -d . ../i.sqfs"


def _from_tar(command: str) -> dict:
    return {"tar": f"cp $A ../t.tar; {command}"}


_NODE_VERSION = ("node -e \"const p=require('path'),fs=require('fs');let d=require.resolve('%s'),v;"
                 "while(!v){d=p.dirname(d);if(fs.existsSync(d+'/package.json'))"
                 "v=JSON.parse(fs.readFileSync(d+'/package.json')).version;}console.log(v)\"")
READERS = [
    _reader("Info-ZIP unzip", "unzip -v | head -1", "apt: unzip", zip="unzip -q $A"),
    _reader("7-Zip (`7z`)", "7z | grep -m1 -o '[0-9][0-9]\\.[0-9][0-9]'", "apt: 7zip", zip="7z x -bd $A", tar="7z x -bd $A",
            gz="7z x -bd -so $A | 7z x -bd -si -ttar", zst="7z x -bd -so $A | 7z x -bd -si -ttar"),
    _reader("bsdtar (libarchive)", "bsdtar --version", "apt: libarchive-tools", zip="bsdtar -xf $A",
            any_tar="bsdtar -xf $A"),
    _reader("bsdunzip (libarchive)", "bsdunzip --version", "libarchive-tools 3.7 or newer", zip="bsdunzip -q $A"),
    _reader("GNU tar", "tar --version", "apt: tar", any_tar="tar -xf $A"),
    _reader("BusyBox", "busybox | head -1", "apt: busybox", zip="busybox unzip -q $A", tar="busybox tar -xf $A",
            gz="busybox tar -xzf $A", zst="zstd -dqc $A | busybox tar -xf -"),
    _reader("Toybox", "toybox --version", "apt: toybox", tar="toybox tar -xf $A", gz="toybox tar -xzf $A",
            zst="zstd -dqc $A | toybox tar -xf -"),
    _reader("The Unarchiver (`unar`)", "unar -v", "apt: unar", zip="unar -q -D $A", tar="unar -q -D $A", gz="unar -q -D $A"),
    _reader("GNU cpio", "cpio --version", "apt: cpio", **_stdin("cpio -idm --quiet")),
    _reader("pax (MirBSD)", "dpkg-query -Wf '${Version}' pax | sed s/1://", "apt: pax", **_stdin("pax -r -pe")),
    _reader("tarlz", "tarlz --version", "apt: tarlz", tar="tarlz -xf $A"),
    _reader("Python zipfile", "python3 --version", "apt: python3", zip=_PY_ZIP),
    _reader("Python tarfile", "python3 --version", "apt: python3", tar=_PY_TAR, gz=_PY_TAR),
    _reader("Python tarfile, filter `data`",
            "python3 -c 'import tarfile, sys; tarfile.data_filter; print(sys.version)'", "Python 3.11.4 or newer", tar=_PY_DATA, gz=_PY_DATA),
    _reader("python-libarchive-c", "dpkg-query -Wf '${Version}' python3-libarchive-c", "apt: python3-libarchive-c",
            zip=_PY_LIBARCHIVE, any_tar=_PY_LIBARCHIVE),
    _reader("stream-unzip (Python)", "python3 -c \"import importlib.metadata as m; print(m.version('stream-unzip'))\"",
            "pip: stream-unzip", zip=_PY_STREAM_UNZIP),
    _reader("ratarmountcore (Python)", "python3 -c \"import ratarmountcore as r; print(r.__version__)\"",
            "pip: ratarmountcore", zip=_PY_RATAR, tar=_PY_RATAR, gz=_PY_RATAR),
    _reader("python-zstandard, `decompress`", "python3 -c 'import zstandard; print(zstandard.__version__)'",
            "apt: python3-zstandard", zst=_PY_ZSTD % "decompress(open(os.environ['A'], 'rb').read())"),
    _reader("python-zstandard, `stream_reader` across frames",
            "python3 -c 'import zstandard; print(zstandard.__version__)'", "apt: python3-zstandard",
            zst=_PY_ZSTD % "stream_reader(open(os.environ['A'], 'rb'), read_across_frames=True).read()"),
    _reader("Perl Archive::Zip", "perl -MArchive::Zip -e 'print $Archive::Zip::VERSION'", "apt: libarchive-zip-perl",
            zip=_PERL_ZIP),
    _reader("Perl Archive::Tar", "perl -MArchive::Tar -e 'print $Archive::Tar::VERSION'", "apt: perl", tar=_PERL_TAR,
            gz=_PERL_TAR),
    _reader("rubyzip", "dpkg-query -Wf '${Version}' ruby-zip", "apt: ruby-zip", zip=_RUBYZIP),
    _reader("RubyGems' TarReader", "gem --version", "apt: ruby", tar=_GEM_TAR, gz=_GEM_TAR),
    _reader("minitar (Ruby)", "dpkg-query -Wf '${Version}' ruby-minitar", "apt: ruby-minitar", tar=_MINITAR),
    _reader("PHP ZipArchive", "php -r 'new ZipArchive; echo PHP_VERSION;'", "apt: php-zip", zip=_PHP_ZIP),
    _reader("PHP PharData", "php -r 'echo PHP_VERSION;'", "apt: php-cli", zip=_PHP_PHAR, tar=_PHP_PHAR, gz=_PHP_PHAR),
    _reader("Java ZipFile", "java -version 2>&1", "apt: default-jdk", zip=_JAVA_FILE),
    _reader("Java ZipInputStream", "java -version 2>&1", "apt: default-jdk", zip=_JAVA_STREAM),
    _reader("Java `jar`", "jar --version", "apt: default-jdk", zip="jar xf $A"),
    _reader("commons-compress", "dpkg-query -Wf '${Version}' libcommons-compress-java",
            "apt: libcommons-compress-java", zip=_COMMONS_ZIP, tar=_COMMONS_TAR, gz=_COMMONS_TAR),
    _reader("Go archive/zip", "go version | sed 's/.*go//'", "apt: golang-go", zip=_GO_ZIP),
    _reader("Go archive/tar", "go version | sed 's/.*go//'", "apt: golang-go", tar=_GO_TAR, gz=_GO_TAR),
    _reader("Erlang zip", "erl -noshell -eval 'io:put_chars(erlang:system_info(otp_release)),halt(0).'",
            "apt: erlang-base", zip=_ERL % 'zip:extract(os:getenv("A"))'),
    _reader("Erlang erl_tar", "erl -noshell -eval 'io:put_chars(erlang:system_info(otp_release)),halt(0).'",
            "apt: erlang-base", tar=_ERL.replace("{ok,_}", "ok") % 'erl_tar:extract(os:getenv("A"))',
            gz=_ERL.replace("{ok,_}", "ok") % 'erl_tar:extract(os:getenv("A"),[compressed])'),
    _reader("Tcl tar", "echo 'puts [package require tar]' | tclsh", "apt: tcllib", tar=_TCL_TAR),
    _reader("Tcl zipfile::decode", "echo 'puts [package require zipfile::decode]' | tclsh", "apt: tcllib",
            zip=_TCL_ZIP),
    _reader("R unzip, untar", "Rscript --version", "apt: r-base-core",
            zip="Rscript -e 'unzip(Sys.getenv(\"A\"))'", tar="Rscript -e 'untar(Sys.getenv(\"A\"), tar=\"internal\")'",
            gz="Rscript -e 'untar(Sys.getenv(\"A\"), tar=\"internal\")'"),
    _reader("minizip", "dpkg-query -Wf '${Version}' minizip", "apt: minizip", zip="miniunzip -x $A"),
    _reader("zziplib (`unzzip`)", "dpkg-query -Wf '${Version}' zziplib-bin", "apt: zziplib-bin",
            zip="unzzip $A"),
    _reader("fuse-zip", "dpkg-query -Wf '${Version}' fuse-zip", "apt: fuse-zip", as_root=True, zip=_MOUNT % ("fuse-zip -r $A ../m", "fusermount -u")),
    _reader("archivemount", "archivemount --version 2>&1", "apt: archivemount", as_root=True,
            zip=_MOUNT % ("archivemount -o readonly $A ../m", "fusermount -u"),
            any_tar=_MOUNT % ("archivemount -o readonly $A ../m", "fusermount -u")),
    _reader("mkfs.erofs --tar", "mkfs.erofs --help 2>&1 | grep -q -e --tar && mkfs.erofs -V 2>&1",
            "erofs-utils 1.7 or newer", **_from_tar(_EROFS)),
    _reader("tar2sqfs", "tar2sqfs --version | grep -o ' [0-9.]*'", "apt: squashfs-tools-ng", **_from_tar(_SQFS)),
    _reader("Node.js yauzl", _NODE_VERSION % "yauzl", "apt: node-yauzl", zip=_YAUZL),
    _reader("Node.js jszip", _NODE_VERSION % "jszip", "apt: node-jszip", zip=_JSZIP),
    _reader("Node.js adm-zip", _NODE_VERSION % "adm-zip", "npm: adm-zip", zip=_ADM_ZIP),
    _reader("Node.js fflate", _NODE_VERSION % "fflate", "npm: fflate", zip=_FFLATE),
    _reader("Node.js unzipper", _NODE_VERSION % "unzipper", "npm: unzipper", zip=_UNZIPPER),
    _reader("Node.js extract-zip", _NODE_VERSION % "extract-zip", "npm: extract-zip", zip=_EXTRACT_ZIP),
    _reader("Node.js node-stream-zip", _NODE_VERSION % "node-stream-zip", "npm: node-stream-zip",
            zip=_NODE_STREAM_ZIP),
    _reader("Node.js zip.js", _NODE_VERSION % "@zip.js/zip.js", "npm: @zip.js/zip.js", zip=_ZIP_JS),
    _reader("Node.js decompress", _NODE_VERSION % "decompress", "npm: decompress", zip=_DECOMPRESS, tar=_DECOMPRESS,
            gz=_DECOMPRESS),
    _reader("Node.js tar", _NODE_VERSION % "tar", "apt: node-tar", tar=_NODE_TAR, gz=_NODE_TAR),
    _reader("Node.js tar-stream", _NODE_VERSION % "tar-stream", "apt: node-tar-stream", tar=_TAR_STREAM,
            gz=_TAR_STREAM),
    _reader("Node.js tar-fs", _NODE_VERSION % "tar-fs", "npm: tar-fs", tar=_TAR_FS, gz=_TAR_FS),
    _reader("Node.js fzstd, then GNU tar", _NODE_VERSION % "fzstd", "npm: fzstd", zst=_FZSTD),
    _reader("Node.js `zstdDecompressSync`, then GNU tar",
            "node -e 'if (!require(\"zlib\").zstdDecompressSync) process.exit(1); console.log(process.version)'",
            "Node.js 22.15 or newer", zst=_NODE_ZSTD),
]

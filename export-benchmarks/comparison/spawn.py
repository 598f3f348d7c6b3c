"""Runs pipelines and reports their resources: a separate process, since a program inherits the peak memory of its parent.

Reads marshalled steps from standard input: [([command, …], stdout or None, folder or None, {variable: value}), …]. Prints the
seconds from before the first to after the last, the CPU seconds of all, and the peak: the sum over the processes of a
pipeline, and the largest of all pipelines. A failing command ends it: its line is the program's name and exit code.
"""
import marshal
import os
import sys
import time


def start(argv, stdin, stdout, folder, variables):
    """Forks; descriptors from 3 up are closed by exec, as Python's always are."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.dup2(stdin, 0)
        os.dup2(stdout, 1)
        if folder:
            os.chdir(folder)
        os.execvpe(argv[0], argv, {**os.environ, **variables})
    except OSError as failure:
        os.write(2, f"{argv[0]}: {failure}\n".encode())
    os._exit(127)


def run_pipe(pipe, stdout, folder, variables):
    feed, pids = os.open(os.devnull, os.O_RDONLY), []
    for argv in pipe[:-1]:
        read, write = os.pipe()
        pids.append(start(argv, feed, write, folder, variables))
        os.close(feed)
        os.close(write)
        feed = read
    last = os.open(stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644) if stdout else os.dup(2)
    pids.append(start(pipe[-1], feed, last, folder, variables))
    os.close(feed)
    os.close(last)
    return [os.wait4(pid, 0) for pid in pids]


def main():
    cpu, peak, begin = 0.0, 0, time.perf_counter()
    for pipe, stdout, folder, variables in marshal.loads(sys.stdin.buffer.read()):
        ended = run_pipe(pipe, stdout, folder, variables)
        for argv, (_, status, _) in zip(pipe, ended):
            if status:
                print(os.path.basename(argv[0]), os.waitstatus_to_exitcode(status))
                sys.exit(1)
        # wait4 also counts children that a process has waited for, as xargs does. Linux reports the peak in KiB, getrusage(2).
        cpu += sum(usage.ru_utime + usage.ru_stime for _, _, usage in ended)
        peak = max(peak, 1024 * sum(usage.ru_maxrss for _, _, usage in ended))
    print(time.perf_counter() - begin, cpu, peak)


main()

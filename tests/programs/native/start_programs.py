# subprocess on _posixsubprocess: streams, environment, directories, descriptors, failures.
import os
import subprocess


def show(*args, **kw):
    try:
        done = subprocess.run(*args, capture_output=True, text=True, **kw)
        print(done.returncode, repr(done.stdout), repr(done.stderr))
    except Exception as e:
        print(type(e).__name__, e)


show(["echo", "hi"])
show("echo out; echo err >&2; exit 3", shell=True)
show(["cat"], input="given\n")
show(["sh", "-c", "kill -9 $$"])
show(["/nonexistent/program"])
show(["no-such-program-anywhere"])
show(["/etc/passwd"])
show(["/"])
show(["pwd"], cwd="/")
show(["pwd"], cwd="/nonexistent")
show(["sh", "-c", "echo $A $B"], env={"A": "1", "B": "2", "PATH": os.environ["PATH"]})
show(["true"], env={"A=B": "1"})
show(["tr\0ue"])
show(["sh", "-c", "umask"], umask=0o027)
show(["sh", "-c", 'test "$(ps -o pgid= -p $$ | tr -d " ")" = $$ && echo own group'], process_group=0)
show(["sh", "-c", 'test "$(ps -o sid= -p $$ | tr -d " ")" = $$ && echo own session'], start_new_session=True)

r, w = os.pipe()
for fds in (), (w,):
    show(["sh", "-c", f"test -e /proc/self/fd/{w} && echo inherited; true"], pass_fds=fds)
os.set_inheritable(w, True)
show(["sh", "-c", f"test -e /proc/self/fd/{w} && echo inherited; true"], close_fds=False)
os.close(r)
os.close(w)

# SIGPIPE is ignored here, and is not in the program unless it is asked for.
for restore in True, False:
    show(["sh", "-c", "grep -q 'SigIgn.*1000$' /proc/$$/status && echo ignored || echo default"], restore_signals=restore)

with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as p:
    p.stdin.write(b"x" * 40000)
    p.stdin.close()
    print(len(p.stdout.read()), p.wait())

p = subprocess.Popen(["sleep", "30"])
try:
    p.wait(timeout=0.05)
except subprocess.TimeoutExpired as e:
    print(e)
p.terminate()
print(p.wait(), p.poll())
print(subprocess.check_output(["sh", "-c", "echo both; echo err >&2"], stderr=subprocess.STDOUT))
try:
    subprocess.run(["false"], check=True)
except subprocess.CalledProcessError as e:
    print(e)
print(subprocess.getstatusoutput("echo text; exit 2"))

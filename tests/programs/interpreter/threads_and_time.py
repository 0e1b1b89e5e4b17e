# _thread locks and time functions that need no clock value.
import _thread
import time

lock = _thread.allocate_lock()
print(lock.acquire(), lock.locked(), lock.acquire(False), lock.release(), lock.locked(), type(lock).__name__)
with lock:
    print(lock.locked())
try:
    lock.release()
except RuntimeError as e:
    print(e)
r = _thread.RLock()
print(r.acquire(), r.acquire(), r.release(), r.release())
try:
    r.release()
except RuntimeError as e:
    print(e)
out = []
done = _thread.allocate_lock()
done.acquire()


def work(a, b=0):
    out.append((a, b))
    done.release()


_thread.start_new_thread(work, (1,), {"b": 2})
done.acquire()
print(out, _thread.get_ident() == _thread.get_ident())
print(time.gmtime(0)[:6], time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(86400)), time.mktime(time.gmtime(3600)), time.asctime(time.gmtime(0)), time.gmtime(0).tm_wday, time.timezone, time.tzname)
a = time.monotonic()
time.sleep(0.01)
print(time.monotonic() - a >= 0.009, time.time() > 1.7e9, time.perf_counter_ns() > 0, time.process_time() >= 0, isinstance(time.time_ns(), int))
for bad in (lambda: time.sleep(-1), lambda: time.sleep("a"), lambda: time.strftime(5), lambda: time.gmtime("x"), lambda: _thread.start_new_thread(5, ()), lambda: lock.acquire(True, -2), lambda: lock.acquire(False, 1)):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(lock.acquire(timeout=0.01), lock.acquire(timeout=0.01), time.struct_time(range(9)), time.localtime(0).tm_year)

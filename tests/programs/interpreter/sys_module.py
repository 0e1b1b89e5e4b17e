# sys: versions, flags, limits, hooks, argv, path, modules, displayhook, audit-free functions.
import sys

print(sys.version_info[:2], sys.version_info.releaselevel, sys.hexversion >> 16 == 0x30E, sys.maxsize, sys.maxunicode, sys.byteorder, sys.platform, sys.api_version, sys.implementation.cache_tag, sys.float_info.max, sys.float_info.dig, sys.int_info, sys.hash_info, sys.thread_info.name, sys.float_repr_style)
print(sys.argv[1:], sys.flags.hash_randomization, sys.flags.optimize, sys.dont_write_bytecode, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(), sys.getrecursionlimit(), sys.getswitchinterval(), sys.is_finalizing(), sys.warnoptions, sys.pycache_prefix)
print(isinstance(sys.modules, dict), "sys" in sys.modules, sys.modules["sys"] is sys, len(sys.path) > 1, isinstance(sys.meta_path, list), [t for t in sys.builtin_module_names if t in ("sys", "gc", "_io")] != [], "os" in sys.stdlib_module_names, len(sys.copyright) > 0, sys.exec_prefix != "", sys.platlibdir)
sys.displayhook(5)
sys.displayhook(None)
sys.displayhook("text")
import builtins

print(builtins._)
sys.setswitchinterval(0.01)
print(round(sys.getswitchinterval(), 3), sys.getallocatedblocks() > 0, sys.call_tracing(lambda x: x + 1, (1,)), sys.exc_info(), sys.unraisablehook is sys.__unraisablehook__, sys.excepthook is sys.__excepthook__, sys.stdout is sys.__stdout__, sys.stdin.fileno(), sys.stderr.errors)
try:
    sys.exit("x")
except SystemExit as e:
    print(e.code)
for bad in (lambda: sys.setrecursionlimit("a"), lambda: sys.setswitchinterval(-1), lambda: sys.getrefcount(), lambda: sys.intern(1), lambda: sys.getsizeof(), lambda: sys._getframe("a"), lambda: sys.set_int_max_str_digits(5), lambda: sys.nope, lambda: sys.float_info(), lambda: setattr(sys.flags, "debug", 1), lambda: sys.exit(1, 2), lambda: sys.getsizeof(1, 2, 3)):
    try:
        bad()
        print("ok")
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
print(sys.flags[0], len(sys.flags), sys.flags.debug, type(sys.flags).__name__, sys.version_info > (3, 13), sys.version_info.major, tuple(sys.version_info)[:2], sys.hash_info.width, sys.gettrace(), sys.getprofile(), sys.get_asyncgen_hooks(), sys.get_coroutine_origin_tracking_depth(), sys.orig_argv[-1].endswith("sys_module.py"))

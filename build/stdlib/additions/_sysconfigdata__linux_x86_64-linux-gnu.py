"""What sysconfig reports about the build: only what describes this implementation and the platform's conventions."""

build_time_vars = {
    "ABIFLAGS": "",
    "EXE": "",
    "EXT_SUFFIX": ".cpython-314-x86_64-linux-gnu.so",
    "HOST_GNU_TYPE": "x86_64-pc-linux-gnu",
    "LDLIBRARY": "",
    "LDVERSION": "3.14",
    "MACHDEP": "linux",
    "MULTIARCH": "x86_64-linux-gnu",
    "PLATLIBDIR": "lib",
    "PYTHON": "viv",
    "Py_DEBUG": 0,
    "Py_ENABLE_SHARED": 0,
    "Py_GIL_DISABLED": 0,
    "SHLIB_SUFFIX": ".so",
    "SIZEOF_VOID_P": 8,
    "SOABI": "cpython-314-x86_64-linux-gnu",
    "TZPATH": "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo",
    "VERSION": "3.14",
    "WITH_PYMALLOC": 1,
}

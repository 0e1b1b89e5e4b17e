// The struct sequences of sys: flags, version_info, float_info, int_info, hash_info, thread_info and asyncgen_hooks. See docs/internals/sys.md.
namespace Vivarium.Stdlib.Sys;

internal static unsafe class SysInfoTypes
{
    public static readonly PyTypeObject* Flags = StructSequence.Declare(
        "sys.flags",
        "sys.flags\n\nWhat the command line and the environment asked for.",
        18,
        [
            new("debug", "-d"), new("inspect", "-i"), new("interactive", "-i"), new("optimize", "-O or -OO"), new("dont_write_bytecode", "-B"), new("no_user_site", "-s"),
            new("no_site", "-S"), new("ignore_environment", "-E"), new("verbose", "-v"), new("bytes_warning", "-b"), new("quiet", "-q"), new("hash_randomization", "-R"),
            new("isolated", "-I"), new("dev_mode", "-X dev"), new("utf8_mode", "-X utf8"), new("warn_default_encoding", "-X warn_default_encoding"), new("safe_path", "-P"),
            new("int_max_str_digits", "-X int_max_str_digits"), new("gil", "-X gil"), new("thread_inherit_context", "-X thread_inherit_context"),
            new("context_aware_warnings", "-X context_aware_warnings"),
        ],
        instantiable: false);

    public static readonly PyTypeObject* VersionInfo = StructSequence.Declare(
        "sys.version_info",
        "sys.version_info\n\nThe version as a named tuple.",
        5,
        [
            new("major", "Number of the major version"), new("minor", "Number of the minor version"), new("micro", "Number of the patch"),
            new("releaselevel", "'alpha', 'beta', 'candidate' or 'final'"), new("serial", "Number of the release within its level"),
        ],
        instantiable: false);

    public static readonly PyTypeObject* FloatInfo = StructSequence.Declare(
        "sys.float_info",
        "sys.float_info\n\nThe limits and precision of floats, as float.h names them.",
        11,
        [
            new("max", "DBL_MAX: the greatest finite float"), new("max_exp", "DBL_MAX_EXP: the greatest int e such that radix**(e-1) is a float"),
            new("max_10_exp", "DBL_MAX_10_EXP: the greatest int e such that 10**e is a float"), new("min", "DBL_MIN: the least positive normalised float"),
            new("min_exp", "DBL_MIN_EXP: the least int e such that radix**(e-1) is a normalised float"),
            new("min_10_exp", "DBL_MIN_10_EXP: the least int e such that 10**e is a normalised float"), new("dig", "DBL_DIG: how many decimal digits every float keeps"),
            new("mant_dig", "DBL_MANT_DIG: digits of the mantissa"), new("epsilon", "DBL_EPSILON: the distance from 1 to the next float"), new("radix", "FLT_RADIX: base of the exponent"),
            new("rounds", "FLT_ROUNDS: how arithmetic rounds"),
        ]);

    public static readonly PyTypeObject* IntInfo = StructSequence.Declare(
        "sys.int_info",
        "sys.int_info\n\nHow ints are kept.",
        4,
        [
            new("bits_per_digit", "bits in a digit"), new("sizeof_digit", "bytes that a digit takes"), new("default_max_str_digits", "limit on the digits of conversions from and to text"),
            new("str_digits_check_threshold", "the least limit that may be set"),
        ]);

    public static readonly PyTypeObject* HashInfo = StructSequence.Declare(
        "sys.hash_info",
        "hash_info\n\nHow hashes are computed.",
        9,
        [
            new("width", "bits of a hash"), new("modulus", "the prime by which numbers are reduced to their hash"), new("inf", "hash of a positive infinity"),
            new("nan", "not used any more"), new("imag", "multiplier for the imaginary part of a complex number"), new("algorithm", "name of the hash function of str, bytes and memoryview"),
            new("hash_bits", "bits of that function's result"), new("seed_bits", "bits of its key"), new("cutoff", "length below which strings are hashed otherwise"),
        ]);

    public static readonly PyTypeObject* ThreadInfo = StructSequence.Declare(
        "sys.thread_info",
        "sys.thread_info\n\nWhat threads are made of.",
        3,
        [
            new("name", "name of the implementation of threads"), new("lock", "name of the implementation of locks"), new("version", "name and version of the library of threads"),
        ]);

    public static readonly PyTypeObject* AsyncGenHooks = StructSequence.Declare(
        "asyncgen_hooks",
        "asyncgen_hooks\n\nThe functions that are told of asynchronous generators.",
        2,
        [
            new("firstiter", "Called with a generator that is iterated for the first time"), new("finalizer", "Called with a generator about to be freed"),
        ]);
}

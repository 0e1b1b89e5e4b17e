// FOR_ITER and SEND: iterators that are stepped in place, generators whose frames are resumed without native recursion.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Specializer
{
    private static bool ForIter(ushort* ip, PyObject* iterator)
    {
        PyTypeObject* type = iterator->ob_type;
        if (type == ListIteratorType.Type)
            return Become(ip, Opcode.FOR_ITER_LIST);
        if (type == TupleIteratorType.Type)
            return Become(ip, Opcode.FOR_ITER_TUPLE);
        if (type == RangeIteratorType.Type)
            return Become(ip, Opcode.FOR_ITER_RANGE);
        return type == GeneratorType.Type && Become(ip, Opcode.FOR_ITER_GEN);
    }

    private static bool Send(ushort* ip, PyObject* receiver) =>
        (receiver->ob_type == GeneratorType.Type || receiver->ob_type == CoroutineType.Type) && Become(ip, Opcode.SEND_GEN);
}

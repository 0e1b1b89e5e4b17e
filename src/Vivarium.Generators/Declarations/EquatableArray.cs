// Value equality for the arrays in generator models, so that unchanged declarations are not generated again.
using System.Collections;

namespace Vivarium.Generators.Declarations;

internal readonly struct EquatableArray<T>(IReadOnlyList<T> items) : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    private readonly IReadOnlyList<T>? _items = items;

    public int Count => _items?.Count ?? 0;
    public T this[int index] => _items![index];

    public bool Equals(EquatableArray<T> other) => this.SequenceEqual(other);
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (T item in this)
            hash = hash * 31 + item.GetHashCode();
        return hash;
    }

    public IEnumerator<T> GetEnumerator() => (_items ?? []).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

package analyze

// arena cuts many small slices from few large ones: a long call has tens of
// thousands, and none goes before the others.
type arena[T any] struct {
	free []T
	next int
}

// The first chunk is for a note; later ones are for a long call.
const (
	firstChunk = 1 << 8
	mostChunk  = 1 << 13
)

// take returns n zero values; what is appended beyond goes elsewhere.
func (a *arena[T]) take(n int) []T {
	if len(a.free) < n {
		a.next = min(max(firstChunk, 2*a.next), mostChunk)
		a.free = make([]T, max(a.next, n))
	}
	out := a.free[:n:n]
	a.free = a.free[n:]
	return out
}

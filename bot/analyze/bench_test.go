package analyze

import (
	"fmt"
	"io"
	"runtime"
	"testing"

	"heed/bot/call"
	"heed/bot/madeup"
)

// readAndReport does all that `heed analyze --json` does with a text.
func readAndReport(tb testing.TB, text []byte) {
	c, err := call.Read(call.Input{Name: "call.txt", Data: text})
	if err != nil {
		tb.Fatal(err)
	}
	if err := Analyze(c, Options{At: callAt}).WriteJSON(io.Discard); err != nil {
		tb.Fatal(err)
	}
}

func BenchmarkAnalyze(b *testing.B) {
	for _, size := range []int{50_000, 1_000_000} { // an hour of talk; a day of it
		text := []byte(madeup.Talk(size, 1))
		b.Run(fmt.Sprintf("%dkB", size/1000), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				readAndReport(b, text)
			}
		})
	}
}

// TestWorkIsLinear counts what is allocated, which doesn't depend on the
// machine: for ten times the talk, no more than ten times as much.
func TestWorkIsLinear(t *testing.T) {
	count := func(size int) (objects, bytes float64) {
		text := []byte(madeup.Talk(size, 1))
		readAndReport(t, text) // words that are met for the first time cost more
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		readAndReport(t, text)
		runtime.ReadMemStats(&after)
		return float64(after.Mallocs - before.Mallocs), float64(after.TotalAlloc - before.TotalAlloc)
	}
	objects, bytes := count(10_000)
	manyObjects, manyBytes := count(100_000)
	if manyObjects > 11*objects || manyBytes > 11*bytes {
		t.Errorf("ten times the talk: %.1f times the objects, %.1f times the bytes", manyObjects/objects, manyBytes/bytes)
	}
	if perByte := manyBytes / 100_000; perByte > 150 {
		t.Errorf("%.0f bytes allocated for a byte of talk", perByte)
	}
}

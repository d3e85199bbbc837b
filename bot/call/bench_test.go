package call

import (
	"math/rand/v2"
	"runtime"
	"testing"
)

// longTalk is about size bytes of talk in one layout.
func longTalk(write func(talk) string, size int) []byte {
	rng := rand.New(rand.NewPCG(3, 5))
	var t talk
	for at := 0; len(write(t[:min(len(t), 50)]))*len(t)/max(min(len(t), 50), 1) < size; {
		for _, l := range someTalk(rng) {
			at++
			l.at = at
			l.who = []string{"Ana Brill", "stig b", "Lotte | Yard"}[at%3]
			l.text += " and then the crane came down on the second gate, which nobody had looked at since the storm in March."
			t = append(t, l)
		}
	}
	return []byte(write(t))
}

func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"zoom-vtt", "teams-vtt", "srt", "teams-arrow", "zoom-captions", "otter", "fathom", "rev", "gong-md", "tldv", "meet", "plain", "plain-apart", "fireflies", "csv"} {
		data := longTalk(writers[name], 1<<20)
		b.Run(name, func(b *testing.B) { benchRead(b, data) })
	}
	b.Run("note", func(b *testing.B) {
		benchRead(b, longTalk(func(t talk) string {
			return "Call with Orbis\n" + each(t, func(_ int, l talkLine) string { return "- " + l.text + "\n" })
		}, 1<<20))
	})
	for name, body := range map[string]string{"docx": writers["otter"](someTalk(rand.New(rand.NewPCG(1, 1))))} {
		var all string
		for range 200 {
			all += para(body)
		}
		data := docxOf(b, all)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(all)))
			for b.Loop() {
				if _, err := Read(Input{Data: data}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func benchRead(b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	in := Input{Data: data, Reps: []string{"Ana Brill"}, Companies: []string{"Docksmith"}}
	for b.Loop() {
		if _, err := Read(in); err != nil {
			b.Fatal(err)
		}
	}
}

// allocated is what reading takes, in bytes and in pieces.
func allocated(t *testing.T, data []byte) (bytes, pieces float64) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	c, err := Read(Input{Data: data})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	runtime.KeepAlive(c)
	return float64(after.TotalAlloc - before.TotalAlloc), float64(after.Mallocs - before.Mallocs)
}

// TestMemory: reading takes no more than six times the input, and ten times
// the input takes ten times as much.
func TestMemory(t *testing.T) {
	if _, err := Read(Input{Data: longTalk(writers["rev"], 1<<10)}); err != nil { // the tables are read once
		t.Fatal(err)
	}
	for name, write := range writers {
		small, large := longTalk(write, 200<<10), longTalk(write, 2000<<10)
		b1, n1 := allocated(t, small)
		b10, n10 := allocated(t, large)
		if times := b10 / float64(len(large)); times > 6 {
			t.Errorf("%s allocates %.1f times its input", name, times)
		}
		if grown := float64(len(large)) / float64(len(small)); b10 > 1.3*grown*b1 || n10 > 1.3*grown*n1 {
			t.Errorf("%s: %.1f times the input takes %.1f times the bytes in %.1f times the pieces", name, grown, b10/b1, n10/n1)
		}
	}
}

package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestServedDemo prints where the page is, shows it, and ends on an
// interruption without a word of complaint.
func TestServedDemo(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	out, printed := io.Pipe()
	var complaints strings.Builder
	ended := make(chan int, 1)
	go func() {
		ended <- run(world{ctx: ctx, stdout: printed, stderr: &complaints}, []string{"demo", "--serve", "--empty"})
		printed.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	_, address, ok := strings.Cut(strings.TrimSpace(line), "workspace: ")
	if !ok || !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("no address in %q", line)
	}
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("the page answers %s", res.Status)
	}
	interrupt()
	if status := <-ended; status != 0 || complaints.Len() > 0 {
		t.Errorf("status %d: %s", status, complaints.String())
	}
}

func TestServedDemoArguments(t *testing.T) {
	for _, args := range [][]string{{"demo", "--empty"}, {"demo", "--serve", "--port", "x"}, {"demo", "--script", "no-such-file"}} {
		var complaints strings.Builder
		if status := run(world{ctx: t.Context(), stdout: io.Discard, stderr: &complaints}, args); status != 2 || complaints.Len() == 0 {
			t.Errorf("%v: status %d, %q", args, status, complaints.String())
		}
	}
}

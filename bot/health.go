package bot

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"heed/store"
)

// Health answers /healthz (the process works and its store answers), /readyz
// (Slack reaches it as well) and /metrics (Prometheus's text format). Nothing
// of it says anything about people or customers.
func (b *Bot) Health() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		say(w, b.storeAnswers(r.Context()))
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		err := b.storeAnswers(r.Context())
		if err == nil && !b.Connected() {
			err = fmt.Errorf("not connected to Slack")
		}
		say(w, err)
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		b.WriteMetrics(w)
	})
	return mux
}

func (b *Bot) storeAnswers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return b.store.View(ctx, func(*store.Tx) error { return nil })
}

func say(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
}

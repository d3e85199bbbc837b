package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"heed/store"
)

// Health answers /healthz (the process works and its store answers), /readyz
// (Slack reaches it as well) and /metrics (Prometheus's text format). Nothing
// of it says anything about people or customers. running is nil while Slack
// has not said yet who the bot is.
func Health(st *store.Store, running func() *Bot) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		say(w, alive(r.Context(), st))
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		err := alive(r.Context(), st)
		if b := running(); err == nil && (b == nil || !b.Connected()) {
			err = errors.New("not connected to Slack")
		}
		say(w, err)
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		if b := running(); b != nil {
			b.WriteMetrics(w)
		}
	})
	return mux
}

func alive(ctx context.Context, st *store.Store) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return st.View(ctx, func(*store.Tx) error { return nil })
}

func say(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
}

package playground

import (
	"errors"
	"net"
	"net/http"
	"strings"
)

// policy lets the page load its own files and nothing else, run no text as a
// script or a style, and be framed by nobody.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// guard lets only this computer's own page through: requests that name the
// loopback address as their host (a name that somebody pointed at 127.0.0.1
// is none), that come from no other site, and that change something only if
// they come from the page itself.
func guard(addr string, next http.Handler) http.Handler {
	next = http.NewCrossOriginProtection().Handler(next)
	_, port, _ := net.SplitHostPort(addr)
	hosts := map[string]bool{addr: true, net.JoinHostPort("localhost", port): true}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		switch {
		case !loopback(r.RemoteAddr):
			refuse(w, http.StatusForbidden, errors.New("only this computer may look"))
		case !hosts[strings.ToLower(r.Host)]:
			refuse(w, http.StatusMisdirectedRequest, errors.New("this page is at http://"+addr+"/ and nowhere else"))
		case !ownSite(r):
			refuse(w, http.StatusForbidden, errors.New("another site asked for this"))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
}

// ownSite refuses what another site asks for, but for a link to the page.
func ownSite(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	return r.Method == http.MethodGet && r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

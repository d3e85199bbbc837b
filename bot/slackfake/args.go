package slackfake

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// maxBody is more than any method takes.
const maxBody = 4 << 20

// call is one Web API request.
type call struct {
	method   string
	token    string
	args     map[string]any // strings from a form; anything from JSON
	warnings []string
}

// readCall reads arguments and token from a query, a form or a JSON body.
func readCall(method string, r *http.Request) (*call, error) {
	c := &call{method: method, args: map[string]any{}}
	header, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" && r.Method == http.MethodPost {
		if params["charset"] == "" {
			c.warnings = append(c.warnings, "missing_charset")
		}
		c.token = header // a token in a JSON body isn't looked at
		return c, c.readJSON(r.Body)
	}
	r.Body = http.MaxBytesReader(nil, r.Body, maxBody)
	var err error
	if kind == "multipart/form-data" {
		err = r.ParseMultipartForm(maxBody)
	} else {
		err = r.ParseForm()
	}
	if err != nil {
		return c, refused("invalid_form_data")
	}
	for k, v := range r.Form {
		c.args[k] = v[0]
	}
	c.token = c.str("token")
	if c.token == "" {
		c.token = header
	}
	delete(c.args, "token")
	return c, nil
}

func (c *call) readJSON(body io.Reader) error {
	b, err := io.ReadAll(io.LimitReader(body, maxBody))
	if err != nil || len(b) == 0 {
		return err
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return refused("invalid_json")
	}
	m, ok := v.(map[string]any)
	if !ok {
		return refused("json_not_object")
	}
	c.args = m
	return nil
}

func (c *call) has(name string) bool {
	v, ok := c.args[name]
	return ok && v != nil && v != ""
}

// str is an argument as text: numbers and booleans of a JSON body too.
func (c *call) str(name string) string {
	switch v := c.args[name].(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	default:
		b, _ := json.Marshal(v)
		return string(b)
	}
}

func (c *call) flag(name string, otherwise bool) bool {
	switch c.str(name) {
	case "true", "1":
		return true
	case "false", "0":
		return false
	}
	return otherwise
}

func (c *call) number(name string, otherwise int) (int, error) {
	if !c.has(name) {
		return otherwise, nil
	}
	n, err := strconv.Atoi(c.str(name))
	if err != nil {
		return 0, invalidArgument("[ERROR] must be an integer [json-pointer:/" + name + "]")
	}
	return n, nil
}

// list is a comma-separated argument, or an array of a JSON body.
func (c *call) list(name string) []string {
	if a, ok := c.args[name].([]any); ok {
		var out []string
		for _, v := range a {
			if s, ok := v.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return strings.FieldsFunc(c.str(name), func(r rune) bool { return r == ',' || r == ' ' })
}

var errNotJSON = errors.New("not the JSON expected")

// decode reads a structured argument into v: JSON in a string, or a value of
// a JSON body. v stays as it is when the argument isn't there.
func (c *call) decode(name string, v any) error {
	a, ok := c.args[name]
	if !ok || a == nil || a == "" {
		return nil
	}
	b, ok := a.(string)
	if !ok {
		j, err := json.Marshal(a)
		if err != nil {
			return errNotJSON
		}
		b = string(j)
	}
	if json.Unmarshal([]byte(b), v) != nil {
		return errNotJSON
	}
	return nil
}

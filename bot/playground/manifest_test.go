package playground

import (
	"os"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestShortcuts keeps the menu of messages what the manifest makes it in
// Slack.
func TestShortcuts(t *testing.T) {
	raw, err := os.ReadFile("../../manifest.yml")
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Features struct {
			Shortcuts []struct {
				Name, Type string
				Callback   string `yaml:"callback_id"`
			}
		}
	}
	if err := yaml.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	var want []Shortcut
	for _, s := range m.Features.Shortcuts {
		if s.Type == "message" {
			want = append(want, Shortcut{s.Name, s.Callback})
		}
	}
	if !slices.Equal(want, shortcuts) {
		t.Errorf("the page has %v, the manifest %v", shortcuts, want)
	}
}

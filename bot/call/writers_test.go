package call

import (
	"encoding/json"
	"fmt"
	"strings"
)

func hms(sec int) string { return fmt.Sprintf("%02d:%02d:%02d", sec/3600, sec/60%60, sec%60) }

func ms(sec int) string { return fmt.Sprintf("%d:%02d", sec/60, sec%60) }

// writers write a talk in the layouts of the tools.
var writers = map[string]func(talk) string{
	"zoom-vtt": func(t talk) string {
		return "WEBVTT\r\n\r\n" + each(t, func(i int, l talkLine) string {
			return fmt.Sprintf("%d\r\n%s.100 --> %s.900\r\n%s: %s\r\n\r\n", i+1, hms(l.at), hms(l.at), l.who, l.text)
		})
	},
	"teams-vtt": func(t talk) string {
		return "WEBVTT\n\n" + each(t, func(i int, l talkLine) string {
			return fmt.Sprintf("6f1c9d20-3b52-4f0a-9a54-2f6d1f1f70aa/%d-0\n%s.100 --> %s.900\n<v %s>%s</v>\n\n", i, hms(l.at), hms(l.at), l.who, strings.Replace(l.text, " ", "\n", 1))
		})
	},
	"srt": func(t talk) string {
		return each(t, func(i int, l talkLine) string {
			return fmt.Sprintf("%d\n%s,100 --> %s,900\n%s: %s\n\n", i+1, hms(l.at), hms(l.at), l.who, l.text)
		})
	},
	"teams-arrow": func(t talk) string {
		return each(t, func(_ int, l talkLine) string {
			return fmt.Sprintf("%d:%d:%d.90 --> %d:%d:%d.950\n%s\n%s\n", l.at/3600, l.at/60%60, l.at%60, l.at/3600, l.at/60%60, l.at%60, l.who, l.text)
		})
	},
	"zoom-captions": func(t talk) string {
		return each(t, func(_ int, l talkLine) string {
			return fmt.Sprintf("[%s] %s\n%s\n\n", l.who, hms(l.at+40000), l.text)
		})
	},
	"otter": func(t talk) string {
		return each(t, func(_ int, l talkLine) string { return fmt.Sprintf("%s  %s  \n%s\n\n", l.who, ms(l.at), l.text) }) +
			"Transcribed by https://otter.ai\n"
	},
	"fathom": func(t talk) string {
		return "Orbis - May 3\nVIEW RECORDING - 9 mins (No highlights): https://fathom.video/x\n\n---\n\n" +
			each(t, func(_ int, l talkLine) string {
				return fmt.Sprintf("%s - %s\n  %s\n\n", ms(l.at), l.who, l.text)
			})
	},
	"rev": func(t talk) string {
		return each(t, func(_ int, l talkLine) string { return fmt.Sprintf("%s (%s):\n%s\n\n", l.who, hms(l.at), l.text) })
	},
	"bracketed": func(t talk) string {
		return each(t, func(_ int, l talkLine) string { return fmt.Sprintf("[%s] %s: %s\n", hms(l.at), l.who, l.text) })
	},
	"fireflies-md": func(t talk) string {
		return each(t, func(_ int, l talkLine) string { return fmt.Sprintf("[%s] **%s:** %s\n", ms(l.at), l.who, l.text) })
	},
	"gong-md": func(t talk) string {
		return each(t, func(_ int, l talkLine) string {
			return fmt.Sprintf("**[%s] %s:**\n%s\n\n", ms(l.at), l.who, l.text)
		})
	},
	"tldv": func(t talk) string {
		return each(t, func(_ int, l talkLine) string { return fmt.Sprintf("**%s** (%s)\n%s\n\n", l.who, hms(l.at), l.text) })
	},
	"tldv-bare": func(t talk) string {
		return "# Orbis\n\n" + each(t, func(_ int, l talkLine) string { return fmt.Sprintf("%s %s: %s\n", hms(l.at), l.who, l.text) })
	},
	"meet": func(t talk) string {
		return "📖 Transcript\nOrbis: seals - Transcript\n" + each(t, func(i int, l talkLine) string {
			if i%5 == 0 {
				return fmt.Sprintf("%s\n%s: %s\n", hms(l.at), l.who, l.text)
			}
			return fmt.Sprintf("%s: %s\n", l.who, l.text)
		}) + "Transcription ended after 01:00:00\n"
	},
	"plain": func(t talk) string {
		return "Call with Orbis\n\n" + each(t, func(_ int, l talkLine) string { return fmt.Sprintf("%s: %s\n", l.who, l.text) })
	},
	"plain-apart": func(t talk) string {
		return each(t, func(_ int, l talkLine) string { return fmt.Sprintf("%s:\n%s\n\n", l.who, l.text) })
	},
	"fireflies": func(t talk) string {
		type sentence struct {
			Who  string  `json:"speaker_name"`
			Text string  `json:"text"`
			At   float64 `json:"start_time"`
			End  float64 `json:"end_time"`
		}
		var out []sentence
		for _, l := range t {
			out = append(out, sentence{l.who, l.text, float64(l.at), float64(l.at) + 0.5})
		}
		b, err := json.Marshal(map[string]any{"sentences": out})
		if err != nil {
			panic(err)
		}
		return string(b)
	},
	"csv": func(t talk) string {
		return "Speaker,Start,Text\n" + each(t, func(_ int, l talkLine) string {
			return fmt.Sprintf("%q,%s,\"%s\"\n", l.who, hms(l.at), l.text)
		})
	},
}

func each(t talk, line func(int, talkLine) string) string {
	var b strings.Builder
	for i, l := range t {
		b.WriteString(line(i, l))
	}
	return b.String()
}

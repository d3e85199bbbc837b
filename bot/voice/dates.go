package voice

import (
	"strconv"
	"strings"
	"time"

	"heed/bot/message"
	"heed/bot/pattern"
	"heed/bot/when"
)

// DateStyle is how somebody wants dates to be written; "" is DayFirst.
type DateStyle string

// The styles of a date: "Fri 27 Nov", "Fri, Nov 27" and "Fri 2026-11-27".
const (
	DayFirst   DateStyle = ""
	MonthFirst DateStyle = "month"
	ISO        DateStyle = "iso"
)

// written is a date as Day writes it, and nothing else does.
var written = pattern.Of(`\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)( \d{4})?\b`)

// InStyle writes the dates of a message as its reader wants them. Every word
// of Heed has its dates from Day, in one form; quotes stay as they were said.
func InStyle(m message.Message, s DateStyle, today when.Date) message.Message {
	if s == DayFirst {
		return m
	}
	m.Text = inStyle(m.Text, s, today)
	m.Blocks = blocksInStyle(m.Blocks, s, today)
	return m
}

// ViewInStyle is InStyle for a modal or the Home tab.
func ViewInStyle(v message.View, s DateStyle, today when.Date) message.View {
	if s != DayFirst {
		v.Blocks = blocksInStyle(v.Blocks, s, today)
	}
	return v
}

func blocksInStyle(blocks []message.Block, s DateStyle, today when.Date) []message.Block {
	out := make([]message.Block, len(blocks))
	for i, b := range blocks {
		b.Text = inStyle(b.Text, s, today)
		table := make([][]message.Text, len(b.Table))
		for r, row := range b.Table {
			for _, cell := range row {
				table[r] = append(table[r], inStyle(cell, s, today))
			}
		}
		if b.Table != nil {
			b.Table = table
		}
		out[i] = b
	}
	return out
}

func inStyle(t message.Text, s DateStyle, today when.Date) message.Text {
	out := make(message.Text, len(t))
	for i, span := range t {
		if span.Style != message.Italic && span.Style != message.Code {
			span.Text = written().ReplaceAllStringFunc(span.Text, func(d string) string { return s.date(d, today) })
		}
		out[i] = span
	}
	if t == nil {
		return nil
	}
	return out
}

// date is a date of Day in a style. A year that Day left out is the one in
// which that day has that weekday: of this, the next and the last only one.
func (s DateStyle) date(d string, today when.Date) string {
	f := strings.Fields(d)
	if s == MonthFirst {
		out := f[0] + ", " + f[2] + " " + f[1]
		if len(f) > 3 {
			out += ", " + f[3]
		}
		return out
	}
	day, _ := strconv.Atoi(f[1])
	month, err := time.Parse("Jan", f[2])
	if err != nil {
		return d
	}
	years := []int{today.Year, today.Year + 1, today.Year - 1}
	if len(f) > 3 {
		year, _ := strconv.Atoi(f[3])
		years = []int{year}
	}
	for _, year := range years {
		if at := (when.Date{Year: year, Month: month.Month(), Day: day}); at.Weekday().String()[:3] == f[0] {
			return f[0] + " " + at.String()
		}
	}
	return d
}

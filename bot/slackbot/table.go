package slackbot

import (
	"math"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"heed/bot/message"
	"heed/bot/pattern"
)

// table renders a table natively where the surface has room for one.
func (s *surface) table(b message.Block) []sized {
	rows := b.Table
	if len(rows) == 0 {
		return nil
	}
	if s.bare || s.tables == 0 || len(rows) > maxTableRows || columns(rows) > maxTableCols {
		return tableText(rows)
	}
	s.tables--
	t := slack.NewTableBlock(s.blockID(b.ID))
	total := 0
	for _, row := range rows {
		cells := make([]slack.TableCell, columns(rows))
		for i := range cells {
			var text message.Text
			if i < len(row) {
				text = row[i]
			}
			cells[i] = cell(text)
			total += textWidth(text)
		}
		t.AddRow(cells...)
	}
	if total > postWidth {
		s.tables++
		return tableText(rows)
	}
	t.WithColumnSettings(alignments(rows)...)
	return []sized{{t, total}}
}

// cell shows a dash for nothing: Slack refuses empty cells.
func cell(t message.Text) slack.TableCell {
	if strings.TrimSpace(clean(t.String())) == "" && plain(t) {
		return slack.NewTableRawTextCell("–")
	}
	if plain(t) {
		return slack.NewTableRawTextCell(literal(t.String()))
	}
	return slack.NewTableRichTextCell(slack.NewRichTextSection(typed(t)...))
}

func columns(rows [][]message.Text) int {
	n := 0
	for _, r := range rows {
		n = max(n, len(r))
	}
	return n
}

// number is a figure with at most a sign, a currency and a unit.
var number = pattern.Of(`^[-+±−~]?[€£$]?\d[\d.,  ]*\s?(%|[a-zA-Z]{1,4})?$`)

// alignments sets columns of figures to the right.
func alignments(rows [][]message.Text) []slack.ColumnSetting {
	out := make([]slack.ColumnSetting, columns(rows))
	for col := range out {
		out[col] = slack.ColumnSetting{Align: slack.ColumnAlignmentLeft, IsWrapped: true}
		if figures(rows, col) {
			out[col].Align = slack.ColumnAlignmentRight
		}
	}
	return out
}

func figures(rows [][]message.Text, col int) bool {
	seen := false
	for _, row := range rows[1:] {
		if col >= len(row) {
			continue
		}
		text := strings.TrimSpace(row[col].String())
		if text == "" || text == "–" {
			continue
		}
		if !number().MatchString(text) {
			return false
		}
		seen = true
	}
	return seen
}

// tableText is a table as lines. Aligned columns would need a fixed-width
// font, which wraps into a heap on a phone.
func tableText(rows [][]message.Text) []sized {
	var t message.Text
	for i, row := range rows {
		if i > 0 {
			t = append(t, message.Span{Text: "\n"})
		}
		shown := make([]message.Text, len(row))
		for j, c := range row {
			shown[j] = c
			if strings.TrimSpace(c.String()) == "" {
				shown[j] = message.T("–")
			}
		}
		line := joined(shown, " · ")
		if i == 0 {
			line = message.B(line.String())
		}
		t = append(t, line...)
	}
	return each(t, maxSection, func(t message.Text) slack.Block { return richText(t) })
}

// Limits of data_visualization.
const (
	maxChartTitle  = 50
	maxChartLabel  = 20
	maxChartPoints = 20
	maxChartSeries = 6
)

// chart draws a chart natively where the surface has room for one and its
// numbers are complete, else as text.
func (s *surface) chart(b message.Block) []sized {
	c := b.Chart
	if c == nil || len(c.Series) == 0 || len(c.Labels) == 0 {
		return nil
	}
	if !s.bare && s.charts > 0 {
		if v := visualization(*c, s.blockID(b.ID)); v != nil {
			s.charts--
			return []sized{{v, width(c.Title) + len(c.Labels)*(len(c.Series)+1)*8}}
		}
	}
	return chartText(*c)
}

// visualization is nil if the chart can't be drawn as it is: Slack wants a
// finite value for every label in every series.
func visualization(c message.Chart, blockID string) slack.Block {
	if len(c.Series) > maxChartSeries || !complete(c) {
		return nil
	}
	from := max(0, len(c.Labels)-maxChartPoints) // the latest points
	labels := unique(c.Labels[from:])
	v := &slack.DataVisualizationBlock{
		Type: slack.MBTDataVisualization, BlockID: blockID,
		Title: cut(literal(firstOf(c.Title, "Chart")), maxChartTitle),
	}
	if c.Kind == "pie" {
		v.Chart = pie(c, labels, from)
	} else {
		v.Chart = lines(c, labels, from)
	}
	if v.Validate() != nil {
		return nil
	}
	return v
}

func complete(c message.Chart) bool {
	for _, s := range c.Series {
		if len(s.Values) != len(c.Labels) {
			return false
		}
		for _, v := range s.Values {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return false
			}
		}
	}
	return true
}

func lines(c message.Chart, labels []string, from int) slack.DataVisualizationChart {
	names := make([]string, len(c.Series))
	for i, s := range c.Series {
		names[i] = firstOf(s.Name, c.Title, "Value")
	}
	names = unique(names)
	series := make([]slack.DataVisualizationDataSeries, len(c.Series))
	for i, s := range c.Series {
		points := make([]slack.DataVisualizationDataPoint, len(labels))
		for j, label := range labels {
			points[j] = slack.NewDataVisualizationDataPoint(label, s.Values[from+j])
		}
		series[i] = slack.NewDataVisualizationDataSeries(names[i], points...)
	}
	axis := slack.NewDataVisualizationAxisConfig(labels...)
	switch c.Kind {
	case "line":
		return slack.NewDataVisualizationLineChart(axis, series...)
	case "area":
		return slack.NewDataVisualizationAreaChart(axis, series...)
	}
	return slack.NewDataVisualizationBarChart(axis, series...)
}

// pie leaves out slices of nothing, which Slack refuses.
func pie(c message.Chart, labels []string, from int) slack.DataVisualizationChart {
	var slices []slack.DataVisualizationSegment
	for i, label := range labels {
		if v := c.Series[0].Values[from+i]; v > 0 {
			slices = append(slices, slack.NewDataVisualizationSegment(label, v))
		}
	}
	return slack.NewDataVisualizationPieChart(slices...)
}

// unique cuts labels to what a chart takes and tells equal ones apart.
func unique(in []string) []string {
	out := make([]string, len(in))
	seen := map[string]bool{}
	for i, label := range in {
		base := firstOf(strings.TrimSpace(literal(label)), "–")
		out[i] = cut(base, maxChartLabel)
		for n := 2; seen[out[i]]; n++ {
			tail := " " + strconv.Itoa(n)
			out[i] = cut(base, maxChartLabel-len(tail)) + tail
		}
		seen[out[i]] = true
	}
	return out
}

// chartText is a chart as lines, one for each series: "Mon 1 · Tue 2".
func chartText(c message.Chart) []sized {
	t := message.B(c.Title)
	for _, s := range c.Series {
		t = append(t, message.Span{Text: "\n"})
		if len(c.Series) > 1 {
			t = append(t, message.Span{Text: s.Name + ": "})
		}
		points := make([]string, len(c.Labels))
		for i, label := range c.Labels {
			value := "–"
			if i < len(s.Values) && !math.IsNaN(s.Values[i]) && !math.IsInf(s.Values[i], 0) {
				value = strconv.FormatFloat(s.Values[i], 'f', -1, 64)
			}
			points[i] = label + " " + value
		}
		t = append(t, message.Span{Text: strings.Join(points, " · ")})
	}
	return each(t, maxSection, func(t message.Text) slack.Block { return richText(t) })
}

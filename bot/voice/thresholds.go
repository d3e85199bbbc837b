package voice

import (
	"fmt"
	"math"
	"strconv"

	"heed/bot/analyze"
)

// Threshold is a value with its unit: "60 %", "150 seconds", "11".
func Threshold(l analyze.Limit, v float64) string {
	switch l.Unit {
	case analyze.Share:
		return number(v*100) + " %"
	case analyze.Seconds:
		return number(v) + " seconds"
	}
	return number(v)
}

// number writes a value without digits that say nothing.
func number(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

var _ = fmt.Sprint

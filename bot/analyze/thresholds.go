package analyze

// Thresholds are the values that findings compare with, for one type of call.
type Thresholds struct{}

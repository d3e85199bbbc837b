package analyze

func findSettled(d *document) []Settled { return nil }

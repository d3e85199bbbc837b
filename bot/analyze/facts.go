package analyze

func findFacts(d *document) []Fact { return nil }

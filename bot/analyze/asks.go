package analyze

func findMissedAsks(d *document, promises []Promise) []Finding { return nil }

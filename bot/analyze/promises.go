package analyze

func findPromises(d *document) []Promise { return nil }

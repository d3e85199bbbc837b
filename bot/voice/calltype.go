package voice

import (
	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/message"
)

// TypeCallback is the form that asks which type of call it was.
const TypeCallback = "call.type"

func typeOptions(value func(analyze.Type) string) []message.Option {
	out := make([]message.Option, len(analyze.Types))
	for i, t := range analyze.Types {
		out[i] = message.Option{Label: upperFirst(sayOr("type", string(t))), Value: value(t)}
	}
	return out
}

// TypeForm asks which type of call it was; now is what it is taken for.
func TypeForm(id string, now analyze.Type) message.View {
	return message.View{
		Callback: TypeCallback, Title: "Which type of call?", Submit: "Save", Close: "Cancel", Private: Luggage{ID: id}.pack(),
		Blocks: []message.Block{
			hint(input("type", "It was", message.Element{
				Kind: message.Select, Initial: string(now), Placeholder: "Choose", Options: typeOptions(func(t analyze.Type) string { return string(t) }),
			}), "What is much depends on it. I look at this call again at once, and compare it with your others of that type."),
		},
	}
}

// askType asks for the type of a call that had something to measure and no
// type that could be read.
func (f Feedback) askType() []message.Block {
	if f.Report.Kind == call.Note || f.Report.Type != analyze.UnknownType || f.Report.Measures.TalkShare == nil {
		return nil
	}
	b := section("Which type of call was it? I can't tell, so I say nothing about whether that is much.")
	b.Accessory = &message.Element{
		Kind: message.Select, Action: "type.is", Placeholder: "It was …", Options: typeOptions(func(t analyze.Type) string { return f.Call + "=" + string(t) }),
	}
	return []message.Block{b}
}

func typeName(t analyze.Type) string {
	if t == analyze.CheckIn {
		return "check-in"
	}
	return string(t)
}

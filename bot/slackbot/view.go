package slackbot

import (
	"fmt"

	"github.com/slack-go/slack"

	"heed/bot/message"
)

// Views take no native tables; theirs are text. bare renders charts as text
// too, for a workspace that refuses them.

func modal(v message.View, bare bool) (slack.ModalViewRequest, error) {
	blocks, form := viewBlocks(v, bare)
	out := slack.ModalViewRequest{
		Type: slack.VTModal, Title: plainText(literal(firstOf(v.Title, "Heed")), maxTitle),
		Blocks: slack.Blocks{BlockSet: blocks}, CallbackID: v.Callback, PrivateMetadata: v.Private,
	}
	if v.Close != "" {
		out.Close = plainText(literal(v.Close), maxTitle)
	}
	submit := v.Submit
	if submit == "" && form {
		submit = "Save" // Slack refuses fields without a button to send them
	}
	if submit != "" {
		out.Submit = plainText(literal(submit), maxTitle)
	}
	return out, checkView(v)
}

func home(v message.View, bare bool) (slack.HomeTabViewRequest, error) {
	blocks, _ := viewBlocks(v, bare)
	return slack.HomeTabViewRequest{
		Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks},
		CallbackID: v.Callback, PrivateMetadata: v.Private,
	}, checkView(v)
}

// checkView finds what can't be cut without changing its meaning.
func checkView(v message.View) error {
	if width(v.Private) > maxPrivate {
		return fmt.Errorf("private metadata of %d characters, Slack takes %d", width(v.Private), maxPrivate)
	}
	if len(v.Callback) > maxID {
		return fmt.Errorf("callback id of %d characters, Slack takes %d", len(v.Callback), maxID)
	}
	return nil
}

// viewBlocks tells besides whether there is anything to fill in. A view can't
// be continued elsewhere: what doesn't fit is left out, and said to be.
func viewBlocks(v message.View, bare bool) ([]slack.Block, bool) {
	s := &surface{bare: bare, charts: maxCharts, ids: map[string]bool{}}
	blocks := []slack.Block{}
	form := false
	for _, b := range v.Blocks {
		for _, r := range s.block(b) {
			blocks = append(blocks, r.block)
			form = form || b.Kind == message.Input
		}
	}
	if len(blocks) > maxViewBlocks {
		left := len(blocks) - maxViewBlocks + 1
		blocks = append(blocks[:maxViewBlocks-1],
			slack.NewContextBlock("", plainText(fmt.Sprintf("… and %d more", left), maxContext)))
	}
	return blocks, form
}

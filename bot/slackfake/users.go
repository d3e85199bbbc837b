package slackfake

import "time"

// dndWindow is when a person doesn't want to be disturbed next.
type dndWindow struct{ start, end time.Time }

func authTest(w *Workspace, _ *call) (reply, error) {
	return reply{
		"url": "https://" + w.o.Team.Domain + ".slack.com/", "team": w.o.Team.Name, "user": w.o.BotName,
		"team_id": w.o.Team.ID, "user_id": w.botUser, "bot_id": w.botID, "is_enterprise_install": false,
	}, nil
}

func teamInfo(w *Workspace, _ *call) (reply, error) {
	return reply{"team": reply{
		"id": w.o.Team.ID, "name": w.o.Team.Name, "domain": w.o.Team.Domain,
		"url": "https://" + w.o.Team.Domain + ".slack.com/", "email_domain": "",
	}}, nil
}

func botsInfo(w *Workspace, c *call) (reply, error) {
	id := c.str("bot")
	for _, uid := range w.roll {
		if u := w.users[uid]; u.BotID != "" && u.BotID == id {
			return reply{"bot": reply{
				"id": u.BotID, "app_id": u.AppID, "user_id": u.ID, "name": u.RealName, "deleted": u.Deleted,
				"updated": w.o.Start.Unix(),
			}}, nil
		}
	}
	return nil, refused("bot_not_found")
}

// wireUser is a person as users.info and user_change show them.
func (w *Workspace) wireUser(u *User) reply {
	zone, locale := u.TZ, u.Locale
	if zone == "" {
		zone = "Europe/London"
	}
	if locale == "" {
		locale = "en-US"
	}
	label, offset := zone, 0
	if loc, err := time.LoadLocation(zone); err == nil {
		label, offset = w.clock().In(loc).Zone()
	}
	profile := reply{
		"real_name": u.RealName, "real_name_normalized": u.RealName,
		"display_name": u.DisplayName, "display_name_normalized": u.DisplayName,
		"avatar_hash": "g0000", "team": u.TeamID, "status_text": "", "status_emoji": "",
	}
	if u.BotID != "" {
		profile["bot_id"], profile["api_app_id"] = u.BotID, u.AppID
	}
	if u.Email != "" && w.need("users:read.email") == nil {
		profile["email"] = u.Email
	}
	return reply{
		"id": u.ID, "team_id": u.TeamID, "name": u.Name, "deleted": u.Deleted, "color": "9f69e7",
		"real_name": u.RealName, "tz": zone, "tz_label": label, "tz_offset": offset, "profile": profile,
		"is_admin": u.IsAdmin, "is_owner": false, "is_primary_owner": false,
		"is_restricted": u.IsRestricted || u.IsUltraRestricted, "is_ultra_restricted": u.IsUltraRestricted,
		"is_bot": u.IsBot, "is_app_user": false, "is_stranger": u.TeamID != w.o.Team.ID,
		"updated": w.clock().Unix(), "is_email_confirmed": true, "locale": locale,
		"who_can_share_contact_card": "EVERYONE",
	}
}

func usersInfo(w *Workspace, c *call) (reply, error) {
	u := w.users[c.str("user")]
	if u == nil {
		return nil, refused("user_not_found")
	}
	out := w.wireUser(u)
	if !c.flag("include_locale", false) {
		delete(out, "locale")
	}
	return reply{"user": out}, nil
}

func usersList(w *Workspace, c *call) (reply, error) {
	part, next, err := pageOf(c, w.roll, 1000)
	if err != nil {
		return nil, err
	}
	out := []reply{}
	for _, id := range part {
		out = append(out, w.wireUser(w.users[id]))
	}
	return page(reply{"members": out, "cache_ts": w.clock().Unix()}, "offset:", next), nil
}

func dndInfo(w *Workspace, c *call) (reply, error) {
	user := c.str("user")
	if w.users[user] == nil {
		return nil, refused("user_not_found")
	}
	d, ok := w.dnd[user]
	if !ok {
		return reply{"dnd_enabled": false, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}, nil
	}
	return reply{"dnd_enabled": true, "next_dnd_start_ts": d.start.Unix(), "next_dnd_end_ts": d.end.Unix()}, nil
}

// SetDND is a person's next do-not-disturb window; zero times switch it off.
func (w *Workspace) SetDND(user string, start, end time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if start.IsZero() {
		delete(w.dnd, user)
		return
	}
	w.dnd[user] = dndWindow{start, end}
}

package coach

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"heed/bot/memory"
	"heed/store"
)

// What is handed to somebody is what is about them, and theirs alone.
func TestExportMine(t *testing.T) {
	w := stocked(t)
	es := w.do(slash("UANA", "export"))
	if len(es) != 2 || es[0].Kind != store.Upload || es[0].User != "UANA" || es[0].Channel != "" {
		t.Fatalf("%+v", es)
	}
	var m mine
	if err := json.Unmarshal(es[0].File.Data, &m); err != nil {
		t.Fatal(err)
	}
	if m.Person.ID != "UANA" || len(m.Calls) != 1 || !strings.Contains(m.Calls[0].Text, "Elmfield") || len(m.Promises) != 1 || len(m.Facts) == 0 || m.Customers["C-1"] != "Elmfield Dental" {
		t.Errorf("%+v", m)
	}
	if s := string(es[0].File.Data); strings.Contains(s, "Ridley") || strings.Contains(s, "UBEN") {
		t.Error("Ben's is in it")
	}
	if es[0].Customer != "C-1" {
		t.Error("forgetting the customer would not find the file")
	}
	w.settle(store.Outcome{State: store.Failed, Error: "missing_scope"})
	w.update(func(tx *store.Tx) error { return w.c.Failed(tx, w.now, es[0]) })
	w.wantSaid(w.effects(), "files:write")
}

func TestExport(t *testing.T) {
	w, _ := sealedWorld(t)
	w.do(dm("UANA", elmfield))
	w.do(dm("UBEN", ridley))
	w.do(slash("UANA", "story =Ben stayed until nine"))
	w.do(deed("UANA", "C-1", "=took them marmalade"))
	w.update(func(tx *store.Tx) error {
		return store.Customers.Put(tx, &memory.Customer{Team: "T1", ID: "C-9", Name: "=cmd|' /C calc'!A1", Aliases: []string{"-x", "a,\"b\""}})
	})
	var out bytes.Buffer
	if err := w.c.Export(t.Context(), "", w.now, &out); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Teams []struct {
			Team      string
			Customers []memory.Customer
			Calls     []exportedCall
			People    []store.Person
		}
	}
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Teams) != 1 || len(doc.Teams[0].Customers) != 3 || len(doc.Teams[0].Calls) != 2 || len(doc.Teams[0].People) != 2 || !strings.Contains(doc.Teams[0].Calls[1].Text, "price list") {
		t.Errorf("%s", out.String())
	}
	for _, sheet := range Sheets() {
		out.Reset()
		if err := w.c.ExportCSV(t.Context(), sheet, "T1", &out); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&out).ReadAll()
		if err != nil || len(rows) < 2 || len(rows[0]) != len(headings[sheet]) {
			t.Errorf("%s: %v %v", sheet, rows, err)
		}
		for _, r := range rows {
			for _, cell := range r {
				if strings.IndexAny(cell, "=+-@\t\r") == 0 {
					t.Errorf("%s: a formula: %q", sheet, cell)
				}
			}
		}
	}
}

func FuzzGuarded(f *testing.F) {
	for _, s := range []string{"=1+1", "@SUM(A1)", "plain", "", "-3", "\t=1", " =1", "＝1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := guarded(s)
		if got != s && got != "'"+s {
			t.Errorf("%q became %q", s, got)
		}
		if strings.IndexAny(strings.TrimLeft(got, " \n"), "=+-@＝＋－＠") == 0 {
			t.Errorf("%q is a formula", got)
		}
	})
}

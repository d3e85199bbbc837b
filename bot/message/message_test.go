package message

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// fill sets every field of v, however deep, to something that isn't its zero
// value; lists get two elements.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 11, 1+*n%28, 9, 30, 0, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), n)
		}
	case reflect.String:
		v.SetString(fmt.Sprintf("<text %d & “signs”>\u2028 😀", *n))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n) / 8)
	case reflect.Bool:
		v.SetBool(true)
	default:
		panic("no filling for " + v.Type().String())
	}
}

// Whatever a message or view holds is still there after it waited in the
// outbox. A field that is added and left out of JSON fails here.
func TestJSONKeepsEverything(t *testing.T) {
	for _, typ := range []reflect.Type{reflect.TypeFor[Message](), reflect.TypeFor[View]()} {
		n := 0
		in := reflect.New(typ)
		fill(in.Elem(), &n)
		if n < 60 {
			t.Fatalf("%v: only %d fields filled", typ, n)
		}
		b, err := json.Marshal(in.Interface())
		if err != nil {
			t.Fatal(err)
		}
		out := reflect.New(typ)
		if err := json.Unmarshal(b, out.Interface()); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(in.Interface(), out.Interface()) {
			t.Errorf("%v came back as\n%+v\nof\n%+v", typ, out.Elem(), in.Elem())
		}
	}
}

// Nothing that is empty takes room in the outbox.
func TestJSONLeavesOutWhatIsEmpty(t *testing.T) {
	b, err := json.Marshal(Message{Blocks: []Block{{Kind: Section, Text: Join("a", B("b"), User("U1"))}}})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"blocks":[{"kind":"section","text":[{"t":"a"},{"t":"b","s":"b"},{"t":"@U1","u":"U1"}]}]}`
	if string(b) != want {
		t.Errorf("got  %s\nwant %s", b, want)
	}
}

func TestJoin(t *testing.T) {
	got := Join("for ", B("Northgate"), "", Text{}, Span{Text: "gone", Style: Strike}, Channel("C1"), Link("note", "https://example.org"), C("/heed"), I("“yes”"), T("."))
	want := Text{
		{Text: "for "},
		{Text: "Northgate", Style: Bold},
		{Text: "gone", Style: Strike},
		{Text: "#C1", Channel: "C1"},
		{Text: "note", URL: "https://example.org"},
		{Text: "/heed", Style: Code},
		{Text: "“yes”", Style: Italic},
		{Text: "."},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if s := got.String(); s != "for Northgategone#C1note/heed“yes”." {
		t.Errorf("as a string: %q", s)
	}
	if Join() != nil || Join("", "") != nil {
		t.Error("nothing joined is something")
	}
}

func TestJoinTakesNothingElse(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a number was swallowed")
		}
	}()
	Join("a ", 7)
}

func TestFallback(t *testing.T) {
	when := time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)
	blocks := []Block{
		{Kind: Header, Text: T("Week 47")},
		{Kind: Section, Text: Join("Due ", Span{Text: "Fri 27 Nov", Time: &when}, " for ", User("U1")), Accessory: &Element{Kind: Button, Label: "Undo"}},
		{Kind: Divider},
		{Kind: Section},
		{Kind: Actions, Elements: []Element{{Kind: Button, Label: "Done"}}},
		{Kind: Quote, Text: I("no surprises")},
		{Kind: TableOf, Table: [][]Text{{T("Who"), T("What")}, {B("Ana"), T("pricing")}}},
		{Kind: ChartOf, Chart: &Chart{Title: "Taken up, %"}},
		{Kind: Input, Label: "What happened"},
		{Kind: Context, Text: T("Only you see this.")},
	}
	want := strings.Join([]string{"Week 47", "Due Fri 27 Nov for @U1", "no surprises", "Who · What", "Ana · pricing", "Taken up, %", "Only you see this."}, "\n")
	if got := (Message{Blocks: blocks}).Fallback(); got != want {
		t.Errorf("got %q", got)
	}
	if got := (Message{Text: Join("Northgate: ", B("2 promises")), Blocks: blocks}).Fallback(); got != "Northgate: 2 promises" {
		t.Errorf("its own text is passed over: %q", got)
	}
	if got := (Message{}).Fallback(); got != "" {
		t.Errorf("nothing says %q", got)
	}
}

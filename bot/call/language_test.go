package call

import (
	"strings"
	"testing"
)

// spoken are a few sentences of talk in several languages.
var spoken = map[string]string{
	"en": "so what we do on mondays is we print the list and walk the yard with it, and if a crate is missing nobody knows where it went. that's about half a day for two people, yeah.",
	"de": "Also montags drucken wir die Liste aus und gehen damit über den Hof, und wenn eine Kiste fehlt, weiß keiner, wo sie geblieben ist. Das kostet uns zu zweit ungefähr einen halben Tag.",
	"fr": "Alors le lundi on imprime la liste et on fait le tour de la cour, et s'il manque une caisse, personne ne sait où elle est passée. Ça nous prend à peu près une demi-journée à deux.",
	"es": "Los lunes imprimimos la lista y damos una vuelta por el patio, y si falta una caja nadie sabe dónde está. Eso nos cuesta más o menos medio día entre dos personas, la verdad.",
	"pt": "Às segundas a gente imprime a lista e dá uma volta no pátio, e se falta uma caixa ninguém sabe onde ela foi parar. Isso leva mais ou menos meio dia para duas pessoas.",
	"it": "Il lunedì stampiamo la lista e facciamo il giro del piazzale, e se manca una cassa nessuno sa dove sia finita. Ci vuole più o meno mezza giornata in due.",
	"nl": "Op maandag printen we de lijst en lopen we ermee over het terrein, en als er een krat ontbreekt weet niemand waar die gebleven is. Dat kost ons met twee man een halve dag.",
	"sv": "På måndagar skriver vi ut listan och går runt på gården, och om en låda saknas vet ingen var den har tagit vägen. Det tar ungefär en halv dag för två personer.",
	"pl": "W poniedziałki drukujemy listę i chodzimy z nią po placu, a jeśli brakuje skrzyni, nikt nie wie, gdzie się podziała. Zajmuje nam to we dwójkę około pół dnia.",
	"ru": "По понедельникам мы печатаем список и обходим двор, и если ящика нет, никто не знает, куда он делся. У двух человек на это уходит примерно полдня.",
	"ja": "月曜日にはリストを印刷して、それを持って敷地を回ります。箱が足りなくても、どこに行ったのか誰にも分かりません。二人で半日くらいかかっています。",
	"zh": "我们每个星期一都会把清单打印出来,然后拿着它在院子里走一圈。如果少了一个箱子,没有人知道它去了哪里。两个人大概要花半天时间。",
	"ko": "월요일마다 목록을 출력해서 마당을 한 바퀴 돕니다. 상자가 없어져도 어디로 갔는지 아무도 모릅니다. 두 명이서 반나절 정도 걸려요.",
	"ar": "كل يوم اثنين نطبع القائمة ونمشي بها في الساحة، وإذا نقص صندوق لا أحد يعرف أين ذهب. هذا يأخذ منا نحن الاثنين نصف يوم تقريبا.",
	"hi": "हर सोमवार को हम सूची छापते हैं और उसे लेकर अहाते में घूमते हैं, और अगर कोई पेटी नहीं मिलती तो किसी को पता नहीं होता कि वह कहाँ गई।",
	"tr": "Pazartesi günleri listeyi yazdırıp avluyu dolaşıyoruz, bir kasa eksikse nereye gittiğini kimse bilmiyor. Bu iş iki kişiye yaklaşık yarım gün sürüyor.",
}

func TestLanguage(t *testing.T) {
	for want, said := range spoken {
		c, err := Read(Input{Data: []byte("Ana: " + said + "\nTove: " + said + "\nAna: ok\nTove: ok\n")})
		if err != nil {
			t.Fatal(err)
		}
		if c.Kind != Transcript || c.Language != want || c.Foreign() != (want != "en") {
			t.Errorf("%s: read as a %s in %q", want, c.Kind, c.Language)
		}
		if name := LanguageName(c.Language); name == "another language" {
			t.Errorf("no name for %s", want)
		}
	}
}

// TestMixedLanguage: what most of a call is in decides; too little says
// nothing.
func TestMixedLanguage(t *testing.T) {
	several := func(code string, n int) string { return strings.Repeat("Ana: "+spoken[code]+"\nTove: ok\n", n) }
	for name, tt := range map[string]struct{ text, want string }{
		"a German greeting":    {several("de", 1) + several("en", 5), "en"},
		"an English last word": {several("es", 5) + several("en", 1), "es"},
		"thirds":               {several("de", 3) + several("es", 3) + several("en", 3), ""},
		"a few words":          {"Ana: ja genau\nTove: ok\nAna: gut\nTove: bis dann\n", ""},
		"a German title":       {"Telefonat mit Frau Doktor Kolbe von der Stadtverwaltung, Abteilung Beschaffung\n- they want beds by May\n- she decides with the board", ""},
		"a short note":         {"Call w/ Brandt GmbH\n- 40k, Q1", ""},
		"shorthand":            {"Call w/ Brandt GmbH\n- budget 40k, sign-off Q1 via Frau Kolb (CFO)\n- wants 2 yards first, then rest\n- sent deck + T&Cs, chase Thu", "en"},
	} {
		c, err := Read(Input{Data: []byte(tt.text)})
		if err != nil {
			t.Fatal(err)
		}
		if c.Language != tt.want {
			t.Errorf("%s: %q", name, c.Language)
		}
	}
}

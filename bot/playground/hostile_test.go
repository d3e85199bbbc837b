package playground_test

import "testing"

// TestHostileWords stay words: nothing that a person or a customer writes
// becomes markup, a mention of everybody or a script.
func TestHostileWords(t *testing.T) {
	t.Parallel()
	p := visit(t, seeded(t), "UANA", "")
	p.goes("calls")
	const customer = `<img src=x onerror=document.title='owned'> & Sons`
	p.sends("Call with " + customer + "\n- <script>document.title = 'owned'</script> said Ida, \"we need <b>one</b> list & no *stars*\"\n- <!channel> she is worried about the handover\n- I'll send <a href=\"javascript:alert(1)\">the plan</a> by Monday")
	p.sees(`<script>document.title = 'owned'</script>`)
	p.goes("Heed · Messages")
	p.sees("the plan")
	p.sends("/heed brief <img src=x onerror=document.title='owned'>")
	p.until(`document.querySelectorAll("#messages .only").length > 0`)
	p.goes("Heed · Home")
	p.sees("Your promises, and theirs")
	p.until(`!document.querySelector("main img, main script, main a[href^=javascript]") && document.title.includes("Heed demo")`)
}

// TestFileNames are only names.
func TestFileNames(t *testing.T) {
	t.Parallel()
	s := seeded(t)
	const body = "--x\r\nContent-Disposition: form-data; name=\"channel\"\r\n\r\nC00000001\r\n" +
		"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"<img src=x onerror=alert(1)>.html\"\r\n\r\n<script>document.title = 'owned'</script>\r\n--x--\r\n"
	if got, said := ask(t, s, "POST", "api/upload?as=UANA", body, "Content-Type: multipart/form-data; boundary=x"); got != 200 {
		t.Fatal(got, said)
	}
	p := visit(t, s, "UANA", "")
	p.goes("calls")
	p.sees("<img src=x onerror=alert(1)>.html")
	p.until(`(async () => {
		const r = await fetch([...document.querySelectorAll("a.file")].at(-1).href);
		return r.headers.get("content-type") === "application/octet-stream" && r.headers.get("content-disposition").startsWith("attachment");
	})()`)
}

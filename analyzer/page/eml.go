package page

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
)

// readEML reads a stored message (RFC 5322): its headers, and its parts in HTML
// and plain text. The text of an encoded part has no place of its own in the
// file, so what is found in it is placed at the message's first line.
func readEML(p *Page, src []byte) error {
	msg, err := mail.ReadMessage(bytes.NewReader(src))
	if err != nil {
		return fmt.Errorf("its headers cannot be read")
	}
	p.Headers = map[string]bool{}
	for name := range msg.Header {
		p.Headers[strings.ToLower(name)] = true
	}
	if p.Headers["list-unsubscribe"] {
		p.WayOut = true
	}
	p.NoReply = NoReply(msg.Header.Get("From")) && !p.Headers["reply-to"]
	body, err := io.ReadAll(msg.Body)
	if err != nil {
		return errors.New("its body cannot be read")
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	if err != nil {
		subject = ""
	}
	var text bytes.Buffer
	fmt.Fprintf(&text, "<title>%s</title>\n", strings.NewReplacer("<", "", ">", "").Replace(subject))
	readPart(&text, msg.Header.Get("Content-Type"), msg.Header.Get("Content-Transfer-Encoding"), body, 0)
	parse(p, text.Bytes())
	p.placeAtStart()
	p.Fragment = false
	return nil
}

const maxNesting = 4 // nesting of multiparts: mixed, related, alternative, and one more

func readPart(out *bytes.Buffer, contentType, encoding string, body []byte, depth int) {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") {
		if depth == maxNesting || params["boundary"] == "" {
			return
		}
		r := multipart.NewReader(bytes.NewReader(body), params["boundary"])
		for n := 0; n < 100; n++ {
			part, err := r.NextRawPart()
			if err != nil {
				return
			}
			b, err := io.ReadAll(part)
			if err != nil {
				return
			}
			readPart(out, part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), b, depth+1)
		}
		return
	}
	if strings.HasPrefix(kind, "text/") {
		out.Write(decodePart(encoding, body))
		out.WriteByte('\n')
	}
}

// decodePart undoes a transfer encoding; a part that does not decode is read as
// far as it does.
func decodePart(encoding string, body []byte) []byte {
	var r io.Reader = bytes.NewReader(body)
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	out, err := io.ReadAll(r)
	if err != nil && len(out) == 0 {
		return body
	}
	return out
}

// placeAtStart moves everything found to the first line of the file.
func (p *Page) placeAtStart() {
	at := p.Start
	at.Offset, at.Line, at.Column, at.Length = 0, 1, 1, 0
	p.Start = at
	for i := range p.Links {
		p.Links[i].Span = at
	}
	for i := range p.Images {
		p.Images[i].Span = at
	}
	for i := range p.Trackers {
		p.Trackers[i] = at
	}
	for _, f := range p.Forms {
		f.Span = at
		for _, field := range f.Fields {
			field.Span, field.CheckedAt, field.RequiredAt = at, at, at
		}
	}
}

package flow

import (
	"github.com/privet-dev/privet/analyzer/personal"
)

// Whatever a message is sent to is an address, also where it is only called to:
//
//	func send(to, subject, body string) error {
//		if err := smtp.SendMail(server, auth, from, []string{to}, text(subject, body)); err != nil {
//			log.Printf("mail to %s: %v", to, err)

const emailCategory personal.ID = "contact.email"

// addressees are the fields that recipients of messages are taken from.
type addressees map[heapKey]bool

// addressParams returns the parameters of a function, and what is in them, that it puts
// on messages as recipients.
func addressParams(s *summary) map[[2]any]bool {
	var out map[[2]any]bool
	for _, r := range s.reached {
		if l := r.label(); r.site.event.Kind == recipients && !l.named() && l.Protection <= personal.Plain {
			if out == nil {
				out = map[[2]any]bool{}
			}
			out[[2]any{l.Param, l.Path}] = true
		}
	}
	return out
}

// addressee gives what is in a field that recipients are taken from its category.
func (an *analysis) addressee(t taint) taint {
	if t.named() || t.Field == "" {
		return t
	}
	if an.addressees == nil {
		found := addressees{}
		for _, s := range an.order {
			if s.event.Kind != recipients {
				continue
			}
			for h := range s.in.all() {
				if l := h.label; l.Field != "" && !l.named() && !wholeBody(l) {
					found[heapKey{l.Owner, l.Field}] = true
				}
			}
		}
		an.addressees = &found
	}
	if (*an.addressees)[heapKey{t.Owner, t.Field}] {
		t.Category, t.Sure = emailCategory, personal.Medium
		if t.Name == "" {
			t.Name = t.Field
		}
	}
	return t
}

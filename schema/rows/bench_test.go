package rows

import (
	"strings"
	"testing"

	"github.com/privet-dev/privet/schema"
)

// BenchmarkInsert measures what the rows of a dump cost the Sampler, bytes of
// dump per second: at first when every row is looked at, later when none is.
func BenchmarkInsert(b *testing.B) {
	const one = "INSERT INTO public.klant (id, naam, email, geboren) VALUES (1, 'Jansen', 'j.jansen@xs4all.nl', '1980-01-01')"
	const row = "(1,'Jansen','j.jansen@xs4all.nl','1980-01-01')"
	many := "INSERT INTO `klant` (`id`,`naam`,`email`,`geboren`) VALUES " + strings.Repeat(row+",", 1000) + row
	for _, bb := range []struct {
		name, text string
		dialect    schema.Dialect
	}{{"single", one, schema.PostgreSQL}, {"extended", many, schema.MySQL}} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.text)))
			s := New(bb.dialect)
			for b.Loop() {
				s.Insert(bb.text, schema.Position{})
			}
		})
	}
	b.Run("every-row", func(b *testing.B) {
		b.SetBytes(int64(len(many)))
		for b.Loop() {
			New(schema.MySQL).Insert(many, schema.Position{})
		}
	})
}

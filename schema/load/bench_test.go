package load

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/source"
)

func writeFile(tb testing.TB, path string, write func(io.Writer)) {
	tb.Helper()
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	w := bufio.NewWriter(f)
	write(w)
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	if err := f.Close(); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkLoad loads a PostgreSQL schema of 500 tables; "bare" is what the
// grammar alone costs on the same statements, one after the other.
func BenchmarkLoad(b *testing.B) {
	var text strings.Builder
	for i := range 500 {
		fmt.Fprintf(&text, "CREATE TABLE shop.t%d (\n  id bigint NOT NULL,\n  email character varying(255) DEFAULT ''::character varying NOT NULL,\n  born date,\n  total numeric(10,2) CHECK (total >= 0)\n);\n", i)
		fmt.Fprintf(&text, "ALTER TABLE ONLY shop.t%d ADD CONSTRAINT t%d_pkey PRIMARY KEY (id);\nCOMMENT ON COLUMN shop.t%d.email IS 'the address';\nGRANT SELECT ON TABLE shop.t%d TO app;\n", i, i, i, i)
	}
	sql := text.String()
	b.Run("bare", func(b *testing.B) {
		b.SetBytes(int64(len(sql)))
		for b.Loop() {
			s := source.NewSplitter(strings.NewReader(sql), schema.PostgreSQL)
			for {
				p, err := s.Next()
				if err == io.EOF {
					break
				}
				if _, err := pg.Parse(p.Text); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("load", func(b *testing.B) {
		dir := b.TempDir()
		writeFile(b, dir+"/schema.sql", func(w io.Writer) { io.WriteString(w, sql) })
		b.SetBytes(int64(len(sql)))
		b.ReportAllocs()
		for b.Loop() {
			mustLoad(b, dir, Options{})
		}
	})
}

package source

import (
	"fmt"

	"github.com/privet-dev/privet/schema"
)

// addInlines makes candidates of the SQL found in other files.
func (f *finder) addInlines() {
	for i := range f.opts.Extra {
		in := &f.opts.Extra[i]
		c := &candidate{File: File{Path: in.Position.File, Size: int64(len(in.Text)), inline: in}, dialect: schema.UnknownDialect}
		if c.Path == "" {
			c.Path = in.Name
		}
		c.key = fmt.Sprint(in.Name, "#", i)
		c.place = place{dir: "inline " + in.Name, version: fmt.Sprintf("%06d", i), rank: tablesRank}
		var err error
		if c.traits, err = sniff(c.File); err != nil || c.reason != "" || !c.ddl && !c.rows {
			continue
		}
		c.File.down = c.traits.down
		f.all = append(f.all, c)
	}
}

package drift

import "github.com/privet-dev/privet/schema"

// Lend gives the server's tables and columns what only the files know of them:
// where they are stated, what the comment behind the line says, what their rows
// look like, and their history. What the server says of them stays.
func Lend(files, server *schema.Database) {
	for _, t := range files.Tables {
		s := onServer(server, t.Name)
		if s == nil {
			continue
		}
		s.Origin, s.LineComment, s.Renames = t.Origin, t.LineComment, t.Renames
		if s.Rows == nil {
			s.Rows = t.Rows
		}
		for _, c := range t.Columns {
			to := s.Column(c.Name)
			if to == nil {
				continue
			}
			to.Origin, to.LineComment, to.Renames = c.Origin, c.LineComment, c.Renames
			if to.Values == nil {
				to.Values, to.Keys = c.Values, c.Keys
			}
		}
	}
	lendGrants(files, server)
	server.Sources = append(server.Sources, files.Sources...)
}

// lendGrants gives the server's grants the place of the statement that made them.
func lendGrants(files, server *schema.Database) {
	for i := range server.Grants {
		g := &server.Grants[i]
		for _, f := range files.Grants {
			if f.Grantee == g.Grantee && f.Kind == g.Kind && f.Object.Name == g.Object.Name && f.Origin.IsValid() {
				g.Origin = f.Origin
				break
			}
		}
	}
}

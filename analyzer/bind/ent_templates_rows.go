package bind

const entEntities = `{{range .Types}}{{$t := .}}
type {{.Name}} struct {
	ID {{.ID}} ` + "`json:\"id,omitempty\"`" + `
{{- range .Fields}}
	{{.Name}} {{if .Pointer}}*{{end}}{{.Type}} ` + "`json:\"{{.Tag}}\"`" + `
{{- end}}
	Edges {{.Name}}Edges ` + "`json:\"edges\"`" + `
}

type {{.Name}}Edges struct {
{{- range .Edges}}
	{{.Name}} {{if .Unique}}*{{else}}[]*{{end}}{{.Type}}
{{- end}}
}

type {{.Name}}s []*{{.Name}}

func (e *{{.Name}}) Update() *{{.Name}}UpdateOne { return &{{.Name}}UpdateOne{mutation: &{{.Name}}Mutation{}} }
func (e *{{.Name}}) Unwrap() *{{.Name}}          { return e }
{{range .Edges}}
func (e *{{$t.Name}}) Query{{.Name}}() *{{.Type}}Query { return &{{.Type}}Query{} }
{{end}}
type {{.Name}}Mutation struct {
	op Op
	id *{{.ID}}
{{- range .Fields}}
	f{{.Name}} *{{.Type}}
{{- end}}
}

func (m *{{.Name}}Mutation) Op() Op                                   { return m.op }
func (m *{{.Name}}Mutation) SetOp(op Op)                              { m.op = op }
func (m *{{.Name}}Mutation) Type() string                             { return "{{.Name}}" }
func (m *{{.Name}}Mutation) Client() *Client                          { return &Client{} }
func (m *{{.Name}}Mutation) Tx() (*Tx, error)                         { return &Tx{}, nil }
func (m *{{.Name}}Mutation) ID() (id {{.ID}}, exists bool)            { return }
func (m *{{.Name}}Mutation) SetID(id {{.ID}})                         { m.id = &id }
func (m *{{.Name}}Mutation) IDs(ctx context.Context) ([]{{.ID}}, error) { return nil, nil }
func (m *{{.Name}}Mutation) Where(ps ...predicate.{{.Name}})          {}
func (m *{{.Name}}Mutation) WhereP(ps ...any)                         {}
func (m *{{.Name}}Mutation) Fields() []string                         { return nil }
func (m *{{.Name}}Mutation) AddedFields() []string                    { return nil }
func (m *{{.Name}}Mutation) ClearedFields() []string                  { return nil }
func (m *{{.Name}}Mutation) AddedEdges() []string                     { return nil }
func (m *{{.Name}}Mutation) RemovedEdges() []string                   { return nil }
func (m *{{.Name}}Mutation) ClearedEdges() []string                   { return nil }
func (m *{{.Name}}Mutation) AddedIDs(name string) []Value             { return nil }
func (m *{{.Name}}Mutation) RemovedIDs(name string) []Value           { return nil }
func (m *{{.Name}}Mutation) EdgeCleared(name string) bool             { return false }
func (m *{{.Name}}Mutation) ClearEdge(name string) error              { return nil }
func (m *{{.Name}}Mutation) ResetEdge(name string) error              { return nil }
func (m *{{.Name}}Mutation) AddedField(name string) (Value, bool)     { return nil, false }
func (m *{{.Name}}Mutation) AddField(name string, value Value) error  { return nil }
func (m *{{.Name}}Mutation) Field(name string) (Value, bool)          { return nil, false }
func (m *{{.Name}}Mutation) SetField(name string, value Value) error  { return nil }
func (m *{{.Name}}Mutation) FieldCleared(name string) bool            { return false }
func (m *{{.Name}}Mutation) ClearField(name string) error             { return nil }
func (m *{{.Name}}Mutation) ResetField(name string) error             { return nil }
func (m *{{.Name}}Mutation) OldField(ctx context.Context, name string) (Value, error) { return nil, nil }
{{range .Fields}}
func (m *{{$t.Name}}Mutation) Set{{.Name}}(v {{.Type}})       { m.f{{.Name}} = &v }
func (m *{{$t.Name}}Mutation) {{.Getter}}() (v {{.Type}}, exists bool) {
	if m.f{{.Name}} == nil {
		return
	}
	return *m.f{{.Name}}, true
}
func (m *{{$t.Name}}Mutation) Old{{.Name}}(ctx context.Context) (v {{.Type}}, err error) { return }
func (m *{{$t.Name}}Mutation) Clear{{.Name}}()         {}
func (m *{{$t.Name}}Mutation) {{.Name}}Cleared() bool  { return false }
func (m *{{$t.Name}}Mutation) Reset{{.Name}}()         {}
{{end}}{{end}}`

const entQueries = `{{range .Types}}{{$t := .}}
type {{.Name}}Query struct{ predicates []predicate.{{.Name}} }

type {{.Name}}Select struct {
	*{{.Name}}Query
	selector
}

type {{.Name}}GroupBy struct{ selector }

func (q *{{.Name}}Query) Where(ps ...predicate.{{.Name}}) *{{.Name}}Query                 { return q }
func (q *{{.Name}}Query) Limit(n int) *{{.Name}}Query                                     { return q }
func (q *{{.Name}}Query) Offset(n int) *{{.Name}}Query                                    { return q }
func (q *{{.Name}}Query) Unique(u bool) *{{.Name}}Query                                   { return q }
func (q *{{.Name}}Query) Order(o ...any) *{{.Name}}Query                                  { return q }
func (q *{{.Name}}Query) Clone() *{{.Name}}Query                                          { return q }
func (q *{{.Name}}Query) ForUpdate(opts ...any) *{{.Name}}Query                           { return q }
func (q *{{.Name}}Query) ForShare(opts ...any) *{{.Name}}Query                            { return q }
func (q *{{.Name}}Query) Modify(m ...any) *{{.Name}}Select                                { return &{{.Name}}Select{} }
func (q *{{.Name}}Query) First(ctx context.Context) (*{{.Name}}, error)                   { return &{{.Name}}{}, nil }
func (q *{{.Name}}Query) FirstX(ctx context.Context) *{{.Name}}                           { return &{{.Name}}{} }
func (q *{{.Name}}Query) FirstID(ctx context.Context) (id {{.ID}}, err error)             { return }
func (q *{{.Name}}Query) FirstIDX(ctx context.Context) (id {{.ID}})                       { return }
func (q *{{.Name}}Query) Only(ctx context.Context) (*{{.Name}}, error)                    { return &{{.Name}}{}, nil }
func (q *{{.Name}}Query) OnlyX(ctx context.Context) *{{.Name}}                            { return &{{.Name}}{} }
func (q *{{.Name}}Query) OnlyID(ctx context.Context) (id {{.ID}}, err error)              { return }
func (q *{{.Name}}Query) OnlyIDX(ctx context.Context) (id {{.ID}})                        { return }
func (q *{{.Name}}Query) All(ctx context.Context) ([]*{{.Name}}, error)                   { return []*{{.Name}}{ {} }, nil }
func (q *{{.Name}}Query) AllX(ctx context.Context) []*{{.Name}}                           { return []*{{.Name}}{ {} } }
func (q *{{.Name}}Query) IDs(ctx context.Context) ([]{{.ID}}, error)                      { return nil, nil }
func (q *{{.Name}}Query) IDsX(ctx context.Context) []{{.ID}}                              { return nil }
func (q *{{.Name}}Query) Count(ctx context.Context) (int, error)                          { return 0, nil }
func (q *{{.Name}}Query) CountX(ctx context.Context) int                                  { return 0 }
func (q *{{.Name}}Query) Exist(ctx context.Context) (bool, error)                         { return false, nil }
func (q *{{.Name}}Query) ExistX(ctx context.Context) bool                                 { return false }
func (q *{{.Name}}Query) Select(fields ...string) *{{.Name}}Select                        { return &{{.Name}}Select{ {{.Name}}Query: q } }
func (q *{{.Name}}Query) GroupBy(f string, fs ...string) *{{.Name}}GroupBy                { return &{{.Name}}GroupBy{} }
func (q *{{.Name}}Query) Aggregate(fns ...AggregateFunc) *{{.Name}}Select                 { return &{{.Name}}Select{ {{.Name}}Query: q } }
func (s *{{.Name}}Select) Aggregate(fns ...AggregateFunc) *{{.Name}}Select                { return s }
func (s *{{.Name}}Select) Scan(ctx context.Context, v any) error                          { return nil }
func (g *{{.Name}}GroupBy) Aggregate(fns ...AggregateFunc) *{{.Name}}GroupBy              { return g }
func (g *{{.Name}}GroupBy) Scan(ctx context.Context, v any) error                         { return nil }
{{range .Edges}}
func (q *{{$t.Name}}Query) With{{.Name}}(opts ...func(*{{.Type}}Query)) *{{$t.Name}}Query { return q }
func (q *{{$t.Name}}Query) Query{{.Name}}() *{{.Type}}Query                               { return &{{.Type}}Query{} }
{{end}}
const _ = {{.Package}}.Table
{{end}}`

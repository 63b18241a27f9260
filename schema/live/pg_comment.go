package live

import "github.com/privet-dev/privet/schema"

type describedRow struct {
	Schema, Name, Kind, Column string
	Provider, Text             string
}

func (x describedRow) kind() schema.ObjectKind {
	if x.Column != "" {
		return schema.ColumnObject
	}
	return relationKind(x.Kind)
}

func (x describedRow) name() schema.Name { return schema.Name{Schema: x.Schema, Name: x.Name} }

// comments reads COMMENT ON of tables, views and their columns.
func (r *pgReader) comments() error {
	return each(r, `SELECT n.nspname, c.relname, c.relkind::text, coalesce(a.attname, ''), '', d.description
	FROM pg_catalog.pg_description d JOIN pg_catalog.pg_class c ON c.oid = d.objoid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
	LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
	WHERE d.classoid = 'pg_catalog.pg_class'::regclass AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND `+ours+` AND `+notOfExtension("pg_class", "c.oid")+`
	ORDER BY c.oid, d.objsubid`, func(x describedRow) {
		r.apply(schema.SetComment{Kind: x.kind(), Name: x.name(), Column: x.Column, Text: schema.Text{Text: x.Text}})
	})
}

// labels reads SECURITY LABEL, by which extensions mask columns.
func (r *pgReader) labels() error {
	return each(r, `SELECT n.nspname, c.relname, c.relkind::text, coalesce(a.attname, ''), l.provider, l.label
	FROM pg_catalog.pg_seclabel l JOIN pg_catalog.pg_class c ON c.oid = l.objoid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
	LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = l.objsubid AND l.objsubid > 0
	WHERE l.classoid = 'pg_catalog.pg_class'::regclass AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND `+ours+` ORDER BY c.oid, l.objsubid`, func(x describedRow) {
		r.apply(schema.SetLabel{Kind: x.kind(), Name: x.name(), Column: x.Column, Label: schema.Label{Provider: x.Provider, Text: x.Text}})
	})
}

// publications reads what is sent to other servers. Column lists came with
// version 15.
func (r *pgReader) publications() error {
	type row struct {
		Name, Owner string
		All         bool
	}
	publications := map[string]*schema.Publication{}
	var order []*schema.Publication
	err := each(r, `SELECT p.pubname, pg_get_userbyid(p.pubowner), p.puballtables FROM pg_catalog.pg_publication p ORDER BY p.oid`, func(x row) {
		p := &schema.Publication{Name: x.Name, Owner: x.Owner, AllTables: x.All}
		publications[x.Name], order = p, append(order, p)
	})
	if err != nil {
		return err
	}
	columns := `NULL::text[]`
	if r.version >= 150000 {
		columns = `(SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (x.prattrs::int2[]))`
	}
	type member struct {
		Publication, Schema, Name string
		Columns                   []string
	}
	err = each(r, `SELECT p.pubname, n.nspname, c.relname, `+columns+` FROM pg_catalog.pg_publication_rel x JOIN pg_catalog.pg_publication p ON p.oid = x.prpubid
	JOIN pg_catalog.pg_class c ON c.oid = x.prrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ORDER BY x.oid`, func(x member) {
		p := publications[x.Publication]
		p.Tables = append(p.Tables, schema.PublishedTable{Table: schema.Name{Schema: x.Schema, Name: x.Name}, Columns: x.Columns})
	})
	if err == nil && r.version >= 150000 {
		type in struct{ Publication, Schema string }
		err = each(r, `SELECT p.pubname, n.nspname FROM pg_catalog.pg_publication_namespace x JOIN pg_catalog.pg_publication p ON p.oid = x.pnpubid
		JOIN pg_catalog.pg_namespace n ON n.oid = x.pnnspid ORDER BY x.oid`, func(x in) {
			publications[x.Publication].Schemas = append(publications[x.Publication].Schemas, x.Schema)
		})
	}
	for _, p := range order {
		r.apply(schema.CreatePublication{Publication: p})
	}
	return err
}

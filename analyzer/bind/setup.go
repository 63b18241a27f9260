package bind

import "strings"

// naming is what a project told a mapper about names.
type naming struct {
	prefix   string            // of every table
	singular bool              // gorm's SingularTable
	same     bool              // names are used as they are
	prefixes map[string]string // by type: beego's RegisterModelWithPrefix
}

// Setup looks at one call of the module before the analysis; it ignores those
// that set nothing up.
func (b *Binder) Setup(c Call) {
	if f := setupOf(c.Callee()); f != nil {
		f(b, c)
	}
}

// SetsUp reports whether calls of the function are for Setup.
func SetsUp(callee string) bool { return setupOf(callee) != nil }

func setupOf(callee string) func(*Binder, Call) {
	switch {
	case strings.HasSuffix(callee, "/orm.RegisterModel"), strings.HasSuffix(callee, "/orm.RegisterModelWithPrefix"):
		return beegoRegister
	case strings.HasSuffix(callee, ").SetMapper"), strings.HasSuffix(callee, ").SetTableMapper"), strings.HasSuffix(callee, ").SetColumnMapper"):
		return xormMapper
	case strings.HasSuffix(callee, "gorm.DB).SingularTable"):
		return func(b *Binder, _ Call) { b.gorm.singular = true }
	}
	return nil
}

func merge(tables ...map[string]handler) map[string]handler {
	out := map[string]handler{}
	for _, t := range tables {
		for k, h := range t {
			out[k] = h
		}
	}
	return out
}

// Configure notes a constant put into a field of a library's configuration:
// gorm's schema.NamingStrategy{TablePrefix: "shop_"}.
func (b *Binder) Configure(pkg, field, value string) {
	if pkg != "gorm.io/gorm/schema" {
		return
	}
	switch field {
	case "TablePrefix":
		b.gorm.prefix = value
	case "SingularTable":
		b.gorm.singular = value == "true"
	}
}

package gosource

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// declare writes down what is known of a missing package as Go source and
// checks it: the shortest way to types that hang together.
func (m *missing) declare(p *madeUp) {
	p.ownTypes()
	var sb strings.Builder
	fmt.Fprintf(&sb, "package %s\n", p.name)
	for _, path := range slices.Sorted(maps.Keys(p.imports)) {
		fmt.Fprintf(&sb, "import %s %q\n", p.imports[path], path)
	}
	for _, name := range slices.Sorted(maps.Keys(p.decls)) {
		p.write(&sb, p.decls[name])
	}
	files := p.parseStub(m.l.fset)
	if f, err := parser.ParseFile(m.l.fset, p.path+"/made up.go", sb.String(), parser.SkipObjectResolution); err == nil {
		files = append(files, f)
	}
	cfg := types.Config{Importer: m.l, IgnoreFuncBodies: true, Error: func(error) {}}
	pkg := types.NewPackage(p.path, p.name)
	p.types = pkg // before checking: stubs may import each other
	m.made[pkg] = p
	if err := types.NewChecker(&cfg, m.l.fset, pkg, nil).Files(files); err != nil {
		pkg.MarkComplete() // half a declaration is better than none
	}
}

// ownTypes declares a type for every result of which nothing is known, named
// after its function: "Open_".
func (p *madeUp) ownTypes() {
	for {
		before := len(p.decls)
		for _, name := range slices.Sorted(maps.Keys(p.decls)) {
			d := p.decls[name]
			if d.isType {
				d.value = nil
			} else if d.value == nil {
				d.value = &outcome{}
			}
			p.own(d.name, d.value)
			for _, f := range slices.Sorted(maps.Keys(d.fields)) {
				if !d.fields[f].set {
					p.own(d.name+"_"+f, d.fields[f])
				}
			}
			for _, m := range slices.Sorted(maps.Keys(d.methods)) {
				p.own(d.name+"_"+m, d.methods[m])
			}
		}
		if len(p.decls) == before {
			return
		}
	}
}

func (p *madeUp) own(name string, o *outcome) {
	if o == nil || p.stubbed[name] {
		return
	}
	for i, r := range o.results {
		if r == "" {
			d := p.decl(ownName(name, i))
			d.isType, d.pointer = true, true
			p.origin[d.name] = origin{o, i}
		}
	}
}

// write writes one declaration.
func (p *madeUp) write(sb *strings.Builder, d *decl) {
	switch {
	case p.stubbed[d.name]:
		if star, isStruct := p.stubReceiver(d.name); isStruct {
			p.writeMethods(sb, d, star)
		}
	case !d.isType && d.called:
		fmt.Fprintf(sb, "func %s%s\n", d.name, signature(d.name, d.value))
	case !d.isType:
		if strings.HasPrefix(d.name, "Err") && d.value.results[0] == "" {
			d.value.results[0] = "error"
		}
		fmt.Fprintf(sb, "var %s %s\n", d.name, result(d.name, 0, d.value.results[0]))
	case d.shape != "":
		fmt.Fprintf(sb, "type %s %s\n", d.name, d.shape)
		p.writeMethods(sb, d, "")
	case d.pointer || d.literal || len(d.fields) > 0:
		fmt.Fprintf(sb, "type %s struct {\n", d.name)
		for _, f := range slices.Sorted(maps.Keys(d.fields)) {
			if d.methods[f] == nil {
				fmt.Fprintf(sb, "\t%s %s\n", f, d.fieldType(f))
			}
		}
		sb.WriteString("}\n")
		star := ""
		if d.pointer {
			star = "*"
		}
		p.writeMethods(sb, d, star)
	default:
		fmt.Fprintf(sb, "type %s interface {\n", d.name)
		for _, name := range slices.Sorted(maps.Keys(d.methods)) {
			fmt.Fprintf(sb, "\t%s%s\n", name, signature(d.name+"_"+name, d.methods[name]))
		}
		sb.WriteString("}\n")
	}
}

func (p *madeUp) writeMethods(sb *strings.Builder, d *decl, star string) {
	for _, name := range slices.Sorted(maps.Keys(d.methods)) {
		if !p.stubbed[d.name+"."+name] {
			fmt.Fprintf(sb, "func (x %s%s) %s%s\n", star, d.name, name, signature(d.name+"_"+name, d.methods[name]))
		}
	}
}

// signature writes parameters, which are anything, and results.
func signature(name string, o *outcome) string {
	results := make([]string, len(o.results))
	for i := range results {
		results[i] = result(name, i, o.results[i])
	}
	params := "_ ...any"
	if o.spread != nil {
		params = strings.Repeat("_ any, ", o.spread.fixed) + "_ ..." + o.spread.elem
	}
	return "(" + params + ") (" + strings.Join(results, ", ") + ")"
}

// result returns a result's type: the known one, or the function's own.
func result(name string, i int, known string) string {
	if known != "" {
		return known
	}
	return "*" + ownName(name, i)
}

// ownName is the name of the type that a function's i-th result gets.
func ownName(name string, i int) string {
	if i == 0 {
		return name + "_"
	}
	return fmt.Sprintf("%s_%d", name, i)
}

func (d *decl) fieldType(name string) string {
	f := d.fields[name]
	if f.set && f.results[0] == "" {
		return "any"
	}
	return result(d.name+"_"+name, 0, f.results[0])
}

// stubReceiver returns the receiver that methods found for a stub's type get: a
// pointer unless its other methods have none.
func (p *madeUp) stubReceiver(name string) (star string, isStruct bool) {
	star = "*"
	for _, dec := range p.stub.Decls {
		switch dec := dec.(type) {
		case *ast.FuncDecl:
			if dec.Recv != nil {
				if id, ok := dec.Recv.List[0].Type.(*ast.Ident); ok && id.Name == name {
					star = ""
				}
			}
		case *ast.GenDecl:
			for _, s := range dec.Specs {
				if ts, ok := s.(*ast.TypeSpec); ok && ts.Name.Name == name {
					_, isInterface := ts.Type.(*ast.InterfaceType)
					isStruct = !isInterface
				}
			}
		}
	}
	return star, isStruct
}

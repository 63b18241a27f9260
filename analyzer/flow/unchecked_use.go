package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// passwordUse looks for code that may check a password.
type passwordUse struct {
	an   *analysis
	seen map[*ssa.Function]bool
}

// mayCheck reports whether a function may compare a password, or hand it to code that
// does.
func (u *passwordUse) mayCheck(fn *ssa.Function) bool {
	if u.seen[fn] {
		return false
	}
	u.seen[fn] = true
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.BinOp:
				if (instr.Op == token.EQL || instr.Op == token.NEQ) && u.comparesPassword(instr.X, instr.Y) {
					return true
				}
			case ssa.CallInstruction:
				if u.callChecks(instr) {
					return true
				}
			case *ssa.MapUpdate:
				if u.password(instr.Key) || u.password(instr.Value) {
					return true
				}
			}
		}
	}
	return false
}

// comparesPassword reports whether one of two texts that are compared may be a password:
// neither is a constant, and it is not known of both what else they are.
func (u *passwordUse) comparesPassword(x, y ssa.Value) bool {
	if isConst(x) || isConst(y) || !textual(x.Type()) || broken(x.Type()) {
		return false
	}
	return !u.somethingElse(x) || !u.somethingElse(y)
}

// somethingElse reports whether a value is a field or a parameter named as something
// that logs nobody in.
func (u *passwordUse) somethingElse(v ssa.Value) bool {
	v = unwrap(v)
	if l, ok := v.(*ssa.UnOp); ok && l.Op == token.MUL {
		v = l.X
	}
	name := ""
	if f, owner := fieldAt(v); f != nil {
		if id, _ := u.an.names.field(owner, f); id == passwordCategory || id == secretCategory {
			return false
		}
		name = f.Name()
	} else if p, ok := v.(*ssa.Parameter); ok {
		name = p.Name()
	}
	id, _ := u.an.names.name(name)
	return strings.HasPrefix(string(id), "contact.") || strings.HasPrefix(string(id), "name.")
}

// callChecks reports whether a call of code that is not seen may check a password: it is
// named so, or is handed one, alone or in a struct.
func (u *passwordUse) callChecks(call ssa.CallInstruction) bool {
	c := call.Common()
	if _, ok := c.Value.(*ssa.Builtin); ok || len(u.an.callees(call)) > 0 {
		return false
	}
	name := calleeName(c)
	if c.IsInvoke() && u.an.ofModule(c.Method) {
		return true // nobody knows what runs
	}
	rows := u.an.models.Lookup(u.an.modelName(c))
	if slices.ContainsFunc(rows, func(r models.Row) bool { return r.Verb == "source" }) {
		return false
	}
	token := strings.Contains(name, "jwt") || strings.HasPrefix(name, "(*regexp.")
	if checksLogin.MatchString(calledName(c)) && !token {
		return true
	}
	for _, row := range rows {
		switch row.Verb {
		case "protect", "verify", "hasher":
			return !token
		case "sink":
			switch usage.Kind(row.Words[0]) {
			case usage.HTTPOut, usage.ThirdParty:
				return true
			case usage.Log, usage.Response:
				return false
			}
		}
	}
	args := arguments(c)
	if slices.ContainsFunc(args, u.password) {
		return true
	}
	return len(rows) == 0 && !onlyKeeps.MatchString(calledName(c)) && !decodes.MatchString(calledName(c)) && !databases.MatchString(name) && slices.ContainsFunc(args, u.holdsPassword)
}

var (
	// onlyKeeps matches the names of functions that put something somewhere, show it or
	// look at its form.
	onlyKeeps = lazyregexp.New(`(?i)^(?:set|put|add|save|store|print|log|info|debug|error|warn|copy|map|json|xml|render|execute|struct|valid)`)
	databases = lazyregexp.New(`gorm|xorm|mongo|/mgo|/orm|database/sql|/sqlx|/pgx|/go-pg|/bun|/pop|goqu|squirrel|gogf/gf|/ent`)
)

// holdsPassword reports whether a value is a struct with a password, or a list of values
// of which one is.
func (u *passwordUse) holdsPassword(v ssa.Value) bool {
	v = unwrap(v)
	if u.an.passwordField(v.Type()) != nil {
		return true
	}
	return slices.ContainsFunc(writtenOut(v), func(given ssa.Value) bool { return u.an.passwordField(unwrap(given).Type()) != nil })
}

// ofModule reports whether a method is declared in the module.
func (an *analysis) ofModule(m *types.Func) bool { return m.Pkg() != nil && an.paths[m.Pkg().Path()] }

// password reports whether a value is a password by itself: a field or a parameter that
// is named so, or text put together with one.
func (u *passwordUse) password(v ssa.Value) bool { return u.isPassword(v, 0) }

func (u *passwordUse) isPassword(v ssa.Value, depth int) bool {
	if v == nil || depth > 6 {
		return false
	}
	v = unwrap(v)
	switch v := v.(type) {
	case *ssa.Const:
		return v.Value != nil && v.Value.Kind() == constant.String && u.named(constant.StringVal(v.Value))
	case *ssa.Parameter:
		return textual(v.Type()) && u.named(v.Name())
	case *ssa.UnOp:
		return u.isPassword(v.X, depth+1)
	case *ssa.Convert:
		return u.isPassword(v.X, depth+1)
	case *ssa.Slice:
		return u.isPassword(v.X, depth+1)
	case *ssa.BinOp:
		return u.isPassword(v.X, depth+1) || u.isPassword(v.Y, depth+1)
	case *ssa.Phi:
		return slices.ContainsFunc(v.Edges, func(e ssa.Value) bool { return u.isPassword(e, depth+1) })
	case *ssa.FieldAddr, *ssa.Field:
		f, owner := fieldAt(v)
		if f == nil {
			return false
		}
		id, _ := u.an.names.field(owner, f)
		return id == passwordCategory
	case *ssa.Alloc: // the elements of a variadic argument, a variable that is captured
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr == v && u.isPassword(ref.Val, depth+1) {
					return true
				}
			case *ssa.IndexAddr:
				for _, st := range *ref.Referrers() {
					if st, ok := st.(*ssa.Store); ok && st.Addr == ref && u.isPassword(st.Val, depth+1) {
						return true
					}
				}
			}
		}
	case *ssa.Call:
		return len(u.an.callees(v)) == 0 && slices.ContainsFunc(v.Call.Args, func(a ssa.Value) bool { return u.isPassword(a, depth+1) })
	}
	return false
}

func (u *passwordUse) named(name string) bool {
	id, _ := u.an.names.name(name)
	return id == passwordCategory
}

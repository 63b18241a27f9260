package flow

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
)

// Object mappers have a switch that prints every statement with its values. Left
// on, it writes to the log whatever is stored. No value flows there that could be
// followed, so the switch itself is the event, and its data are the personal
// columns of the models that the mapper knows.

// debugSwitch is a switch of a library: a method that is called, with true or the
// level that prints statements, or a variable that is set.
type debugSwitch struct {
	name    string // as callees are named; of a variable, its package and name
	library string // as models have it
	level   string // what the argument must be; "" without arguments
}

// debugSwitches are documented at beego.wiki/docs/mvc/model/orm, xorm.io/docs
// (ShowSQL) and gorm.io/docs/logger (Info prints statements with their values).
var debugSwitches = []debugSwitch{
	{"github.com/astaxie/beego/orm.Debug", "beego", "true"},
	{"github.com/beego/beego/orm.Debug", "beego", "true"},
	{"github.com/beego/beego/client/orm.Debug", "beego", "true"},
	{"ShowSQL", "xorm", "true"},
	{"(*gorm.io/gorm.DB).Debug", "gorm", ""},
	{"(*github.com/jinzhu/gorm.DB).Debug", "gorm", ""},
	{"(*github.com/jinzhu/gorm.DB).LogMode", "gorm", "true"},
	{"(gorm.io/gorm/logger.Interface).LogMode", "gorm", "4"},
	{"github.com/uptrace/bun/extra/bundebug.WithVerbose", "bun", "true"},
}

// copies reports whether a switch leaves its object as it is and returns another that
// prints: gorm's since v2.
func (sw debugSwitch) copies() bool { return strings.Contains(sw.name, "gorm.io/") }

func unused(call ssa.CallInstruction) bool {
	v, ok := call.(*ssa.Call)
	return !ok || v.Referrers() == nil || !slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
		_, debug := ref.(*ssa.DebugRef)
		return !debug
	})
}

// switched is a switch found on.
type switched struct {
	instr ssa.Instruction
	fn    *ssa.Function
	sw    debugSwitch
	name  string
}

// noteSwitchCall remembers a call that turns statements on in the log.
func (an *analysis) noteSwitchCall(fn *ssa.Function, call ssa.CallInstruction, name string) {
	for _, sw := range debugSwitches {
		if name != sw.name && !(sw.name == "ShowSQL" && strings.HasSuffix(name, ").ShowSQL") && strings.Contains(name, "xorm")) {
			continue
		}
		if sw.level != "" && !turnedTo(arguments(call.Common()), sw.level) || conditional(call.Block()) || sw.copies() && unused(call) {
			return
		}
		an.switches = append(an.switches, switched{call, fn, sw, name})
	}
}

// noteSwitchStore remembers a variable of a library that turns statements on.
func (an *analysis) noteSwitchStore(st *ssa.Store) {
	g, ok := st.Addr.(*ssa.Global)
	if !ok || g.Pkg == nil || an.inModule[g.Pkg] || conditional(st.Block()) {
		return
	}
	for _, sw := range debugSwitches {
		if models.Normal(variable(g)) == sw.name && turnedTo([]ssa.Value{st.Val}, sw.level) {
			an.switches = append(an.switches, switched{st, st.Parent(), sw, sw.name})
		}
	}
}

// turnedTo reports whether a constant argument, also in a variadic list, is the
// level; a variadic switch without arguments is on.
func turnedTo(args []ssa.Value, level string) bool {
	last := args[len(args)-1]
	if c, ok := last.(*ssa.Const); ok {
		return c.Value == nil && level == "true" || c.Value != nil && c.Value.Kind() != constant.Unknown && c.Value.ExactString() == level
	}
	for _, e := range (&function{}).elements(last) {
		if c, ok := e.(*ssa.Const); ok && c.Value != nil && c.Value.ExactString() == level {
			return true
		}
	}
	return false
}

// conditional reports whether a block runs only where something else than the
// absence of an error holds: a switch behind a setting is a choice.
func conditional(b *ssa.BasicBlock) bool {
	for d := b.Idom(); d != nil; d = d.Idom() {
		branch, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		if cmp, ok := branch.Cond.(*ssa.BinOp); ok && (cmp.Op == token.NEQ || cmp.Op == token.EQL) && (isNil(cmp.X) || isNil(cmp.Y)) {
			continue
		}
		for _, s := range d.Succs {
			if len(s.Preds) == 1 && s.Dominates(b) {
				return true
			}
		}
	}
	return false
}

// switchEvents are the log events of the switches found. Passwords are left out:
// whether they are stored hashed is told elsewhere. The columns are only named: a
// column that is printed while it is written is not read by that.
func (an *analysis) switchEvents() []usage.Event {
	var out []usage.Event
	for _, s := range an.switches {
		e := usage.Event{Kind: usage.Log, Callee: s.name, Function: functionName(s.fn), Span: an.span(s.instr.Pos()), Confidence: personal.Medium,
			Detail: phrase.Text{EN: "it prints every SQL statement with its values", NL: "het drukt elke SQL-opdracht met waarden af"}}
		if p := packageOf(s.fn); p != nil {
			e.Package = p.Pkg.Path()
		}
		e.EndLine = e.Span.Line
		e.Test = strings.HasSuffix(e.Span.File, "_test.go")
		e.Steps = []usage.Step{{Span: e.Span, Message: e.Detail}}
		for _, m := range an.binder.Models() {
			if m.Library != s.sw.library {
				continue
			}
			for _, f := range m.Fields {
				ref := usage.ColumnRef{Table: m.Table, Column: f.Column}
				cat, sure := an.columnCategory(ref)
				if f.Column == "" || cat == "" || isCredential(cat) || len(e.Data) >= 40 {
					continue
				}
				e.Data = append(e.Data, usage.Datum{Name: m.Table.Name + "." + f.Column, Category: cat, Confidence: sure})
			}
		}
		if len(e.Data) > 0 && e.Span.IsValid() {
			out = append(out, e)
		}
	}
	return out
}

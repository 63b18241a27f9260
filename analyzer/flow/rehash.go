package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
)

// Some models hash once the row is there: the library inserts the row with the
// password as it came, calls AfterCreate in the same transaction, and that puts the
// hash into the column. Nobody ever sees the row as it was written first.
//
//	func (u User) AfterCreate(tx *gorm.DB) error {
//		hash, err := bcrypt.GenerateFromPassword([]byte(u.Password), 12)
//		if err != nil {
//			return err
//		}
//		return tx.Model(&u).Update("password", hash).Error
//	}

// hooksAfter returns the methods of the model that the library calls once the row is
// written: they are named as those before it are.
func (f *function) hooksAfter(b bind.Binding) []*ssa.Function {
	subject, ok := b.Subject.(view)
	if !ok {
		return nil
	}
	var out []*ssa.Function
	for _, name := range b.Hooks {
		if fn := f.an.method(deref(subject.Type()), strings.Replace(name, "Before", "After", 1)); fn != nil {
			out = append(out, fn)
		}
	}
	return out
}

// rewrittenBy are the columns that hooks hash anew, by hook.
func (an *analysis) rewrittenBy() map[*ssa.Function]map[usage.ColumnRef]bool {
	out := map[*ssa.Function]map[usage.ColumnRef]bool{}
	for _, s := range an.order {
		for _, fn := range s.after {
			out[fn] = map[usage.ColumnRef]bool{}
		}
	}
	for _, s := range an.order {
		if columns := out[s.by]; columns != nil && s.event.Kind == usage.Write && s.in.some(hashed) && !s.in.some(readable) {
			columns[s.event.Target] = true
		}
	}
	return out
}

func hashed(l label) bool   { return l.Protection > personal.Encoded }
func readable(l label) bool { return l.named() && l.Protection <= personal.Encoded }

// settleHooks drops what a hook replaces from the writes that it follows.
func (an *analysis) settleHooks() {
	by := an.rewrittenBy()
	for _, s := range an.order {
		for _, fn := range s.after {
			if by[fn][s.event.Target] {
				s.in = s.in.each(func(t taint) (taint, bool) { return t, hashed(t.label) })
			}
		}
	}
}

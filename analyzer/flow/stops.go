package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Some calls never come back: they end the program, or leave the handler by a panic
// that the framework catches. Beego's handlers give up that way:
//
//	if err := o.Read(&old); err != nil {
//		c.jsonResult("no such user") // ends with c.StopRun()
//	}
//	u.Password = hash(u.Password)
//
// so that what holds after an error does not hold below.

// stoppers are the calls of libraries that never come back, as the models name them.
var stoppers = map[string]bool{
	"os.Exit": true, "runtime.Goexit": true, "log.Fatal": true, "log.Fatalf": true, "log.Fatalln": true,
	"(*log.Logger).Fatal": true, "(*log.Logger).Fatalf": true, "(*log.Logger).Fatalln": true,
	"github.com/sirupsen/logrus.Fatal": true, "github.com/sirupsen/logrus.Fatalf": true, "github.com/sirupsen/logrus.Fatalln": true,
}

// stops reports whether control ends at an instruction.
func (f *function) stops(instr ssa.Instruction) bool {
	if _, ok := instr.(*ssa.Return); ok {
		f.sum.returns = true
		return false
	}
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	callees := f.an.callees(call)
	if len(callees) == 0 {
		name := f.an.modelName(&call.Call)
		return stoppers[name] || beegoStops(name)
	}
	for _, callee := range callees {
		if s := f.an.summaryOf(callee); s == nil || s == f.sum || s.returns || !s.whole {
			return false
		}
	}
	return true
}

// goThrough visits a block's instructions. What comes together behind a block in which
// control ends does not come from there.
func (f *function) goThrough(m memory, b *ssa.BasicBlock) (goesOn, inTime bool) {
	for _, instr := range b.Instrs {
		if !f.spend(1) {
			return false, false
		}
		f.transfer(m, instr)
		if f.stops(instr) {
			if f.halted == nil {
				f.halted = map[*ssa.BasicBlock]bool{}
			}
			f.halted[b] = true
			return false, true
		}
	}
	return true, true
}

// beegoStops reports whether a call leaves a handler of beego, in its old home or its
// new one (https://pkg.go.dev/github.com/beego/beego/v2/server/web#Controller.StopRun).
func beegoStops(name string) bool {
	if !strings.Contains(name, "/beego") {
		return false
	}
	for _, method := range []string{"Controller).StopRun", "Controller).Abort", "Controller).CustomAbort"} {
		if strings.HasSuffix(name, method) {
			return true
		}
	}
	return false
}

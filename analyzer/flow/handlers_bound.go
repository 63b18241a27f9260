package flow

import "golang.org/x/tools/go/ssa"

// functionOf is the function a value is, or nil: of a method of an interface the one that
// the module has for it. Controllers are often handed to a router as an interface:
//
//	func Routes(r *gin.Engine, c UserController) { r.POST("/login", c.Login) }
func (h *handlerFinder) functionOf(v ssa.Value) *ssa.Function {
	fn := functionOf(v)
	if fn == nil || fn.Synthetic == "" || packageOf(fn) != nil {
		return fn
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
				if to := h.an.callees(call); len(to) == 1 {
					return to[0]
				}
			}
		}
	}
	return fn
}

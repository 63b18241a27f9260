package flow

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// A code that is made is told by the variable it is put into too:
//
//	otp := rand.Intn(900000) + 100000
//	token := hex.EncodeToString(buf)
//
// Intermediate code has no names of variables, so they are read from the source text, by
// the place of the call, conversion or sum that makes the value.

// assignedNames returns the names of variables that name a secret, by the place of what
// is assigned to them.
func (an *analysis) assignedNames() map[token.Pos]string {
	out := map[token.Pos]string{}
	within := ""
	note := func(lhs *ast.Ident, rhs ast.Expr) {
		if pos := madeAt(rhs); pos.IsValid() && an.namesCode(lhs.Name, within) {
			out[pos] = lhs.Name
		}
	}
	for _, p := range an.mod.Packages {
		for _, file := range p.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					within = n.Name.Name
				case *ast.AssignStmt:
					for i, rhs := range n.Rhs {
						if id, ok := n.Lhs[i].(*ast.Ident); ok {
							note(id, rhs)
						}
					}
				case *ast.ValueSpec:
					for i, rhs := range n.Values {
						note(n.Names[i], rhs)
					}
				}
				return true
			})
		}
	}
	return out
}

// madeAt is the place that the instruction has which computes an expression.
func madeAt(e ast.Expr) token.Pos {
	switch e := e.(type) {
	case *ast.CallExpr:
		return e.Lparen
	case *ast.BinaryExpr:
		return e.OpPos
	}
	return token.NoPos
}

// namesCode reports whether a variable's name says that it holds what lets somebody in.
// A token does, a code where the function is about signing in.
func (an *analysis) namesCode(name, within string) bool {
	switch name {
	case "token", "pin":
		return true
	case "code":
		return signIn.MatchString(within)
	}
	if saltName.MatchString(name) {
		return false
	}
	if tokenName.MatchString(name) {
		return true
	}
	category, sure := an.names.name(name)
	return strings.HasPrefix(string(category), "cred.") && sure >= personal.Medium
}

// tokenName matches what a signed token is called.
var tokenName = lazyregexp.New(`(?i)^(?:access|refresh|auth|jwt|session|signed|bearer|reset|user|admin)?_?(?:token|jwt)_?(?:str|string)?s?$`)

// signIn matches functions and packages in which a code is one that lets somebody in.
var signIn = lazyregexp.New(`(?i)otp|verif|reset|passw|login|sign_?in|sign_?up|regist|confirm|auth|2fa|mfa|sms|activat|code`)

// nameAssigned names a random value after the variable that it is put into.
func (f *function) nameAssigned(m memory, v ssa.Value) {
	name := f.an.assigned[v.Pos()]
	if name == "" {
		return
	}
	rename := func(t taint) (taint, bool) {
		if t.From == fromRandom && t.Name == "" && !t.named() {
			t.Name = name
		}
		return t, true
	}
	if in := f.regs[v]; len(in) > 0 {
		f.regs[v] = in.each(rename)
	}
	if call, ok := v.(*ssa.Call); ok {
		if p, ok := f.result(call, 0); ok {
			if in, known := m[p]; known {
				m[p] = in.each(rename)
			}
		}
	}
}

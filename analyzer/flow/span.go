package flow

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/schema"
)

// SSA knows one position of an instruction: the parenthesis of a call, the sign
// of a comparison. A reader wants to see the expression. An extent index finds
// it again; it is built for the files that findings point into, which are few.

// extents maps the positions SSA reports for a file to the source they stand
// for.
type extents struct {
	ranges map[token.Pos]extent
	calls  map[token.Pos]*ast.CallExpr // by left parenthesis
}

// extent is a range of source.
type extent struct{ start, end token.Pos }

// extentsAt returns the index of the file that holds pos, or nil.
func (an *analysis) extentsAt(pos token.Pos) *extents {
	file := an.mod.Fset.File(pos)
	if file == nil {
		return nil
	}
	return an.extents.get(file, func() *extents {
		if f := an.fileAt(pos); f != nil {
			return indexExtents(an.mod.Fset, f)
		}
		return nil
	})
}

// fileAt returns the syntax of the file that holds pos, or nil.
func (an *analysis) fileAt(pos token.Pos) *ast.File {
	for _, p := range an.mod.Packages {
		for _, f := range p.Files {
			if f.FileStart <= pos && pos <= f.FileEnd {
				return f
			}
		}
	}
	return nil
}

func indexExtents(fset *token.FileSet, f *ast.File) *extents {
	x := &extents{ranges: map[token.Pos]extent{}, calls: map[token.Pos]*ast.CallExpr{}}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			x.calls[n.Lparen] = n
			x.ranges[n.Lparen] = callExtent(fset, n)
		case *ast.BinaryExpr:
			x.ranges[n.OpPos] = extent{n.Pos(), n.End()}
		case *ast.Ident:
			x.ranges[n.Pos()] = extent{n.Pos(), n.End()}
		case *ast.SelectorExpr:
			x.ranges[n.Sel.Pos()] = extent{n.Pos(), n.End()}
			return true
		}
		return true
	})
	return x
}

// callExtent is the call, or in a chain over several lines its last link.
func callExtent(fset *token.FileSet, c *ast.CallExpr) extent {
	line := func(p token.Pos) int { return fset.Position(p).Line }
	start := c.Pos()
	if sel, ok := c.Fun.(*ast.SelectorExpr); ok && line(start) != line(c.Lparen) {
		start = sel.Sel.Pos()
	}
	end := c.End()
	if line(end) != line(start) {
		end = c.Lparen
	}
	return extent{start, end}
}

// span returns the source that an SSA position stands for, cut at the end of its
// line.
func (an *analysis) span(pos token.Pos) schema.Span {
	if !pos.IsValid() {
		return schema.Span{}
	}
	e := extent{pos, pos + 1}
	if x := an.extentsAt(pos); x != nil {
		if r, ok := x.ranges[pos]; ok {
			e = r
		}
	}
	return an.spanOf(e)
}

func (an *analysis) spanOf(e extent) schema.Span {
	start, end := an.mod.Fset.Position(e.start), an.mod.Fset.Position(e.end)
	length := end.Offset - start.Offset
	if end.Line != start.Line || length < 1 {
		length = 1
	}
	return schema.Span{
		Position: schema.Position{File: gosource.Rel(an.in.Root, start.Filename), Offset: start.Offset, Line: start.Line, Column: start.Column},
		Length:   length,
	}
}

// argumentSpan returns the source of the argument of a call that has the value
// v; ok is false when no argument is that value as it stands, as for a field of
// a struct that is passed whole.
func (f *function) argumentSpan(call ssa.CallInstruction, v ssa.Value) (span schema.Span, ok bool) {
	if v == nil {
		return schema.Span{}, false
	}
	common := call.Common()
	x := f.an.extentsAt(common.Pos())
	if x == nil || x.calls[common.Pos()] == nil {
		return schema.Span{}, false
	}
	args := x.calls[common.Pos()].Args
	flat := common.Args
	if common.Signature().Variadic() && len(flat) > 0 {
		if elems := f.elements(flat[len(flat)-1]); elems != nil {
			flat = append(flat[:len(flat)-1:len(flat)-1], elems...)
		}
	}
	receivers := len(flat) - len(args)
	for i, a := range flat {
		if a != nil && unwrap(a) == unwrap(v) && i >= receivers && receivers >= 0 {
			arg := args[i-receivers]
			return f.an.spanOf(extent{arg.Pos(), arg.End()}), true
		}
	}
	return schema.Span{}, false
}

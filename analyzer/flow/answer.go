package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/usage"
)

// beego's controllers answer by name: what is put into Data["json"] is what
// ServeJSON, which takes no argument, sends. So it is sent where it is put there.

// served are the keys of Data that beego encodes and sends.
var served = map[string]string{"=json": "ServeJSON", "=jsonp": "ServeJSONP", "=xml": "ServeXML", "=yaml": "ServeYAML"}

// answers records what a controller answers with.
func (f *function) answers(m memory, v *ssa.MapUpdate, elem string) {
	by := served[elem]
	if by == "" || !controllerData(v.Map) {
		return
	}
	in := f.collectAs(m, v.Value, gathering{json: true}).asJSON()
	f.sink(m, f.site(v, usage.Response, "(*github.com/beego/beego/server/web.Controller)."+by), f.shaped(v.Value, in.withoutConstants()))
}

// controllerData reports whether a map is the field Data of a beego controller.
func controllerData(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok || structOf(field.X.Type()).Field(field.Field).Name() != "Data" {
		return false
	}
	name := models.Normal(typeName(field.X.Type()))
	return strings.Contains(name, "/beego") && strings.HasSuffix(name, ".Controller")
}

package policy

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// JSONSchema returns the JSON schema (draft 2020-12) of privet.yaml, made from
// the types and their doc tags. Editors complete and check with it; it is
// shipped as docs/privet.schema.json.
func JSONSchema() ([]byte, error) {
	schema := object(reflect.TypeFor[Policy]())
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = "privet.yaml"
	out, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("privet.yaml's schema: %w", err)
	}
	return append(out, '\n'), nil
}

// object is the schema of a struct: its keys and no others.
func object(t reflect.Type) map[string]any {
	properties := map[string]any{}
	var required []string
	for i := range t.NumField() {
		f := t.Field(i)
		name := f.Tag.Get("yaml")
		if name == "-" || name == "" {
			continue
		}
		p := value(f.Type)
		if doc := f.Tag.Get("doc"); doc != "" {
			p["description"] = doc
		}
		if format := f.Tag.Get("format"); format != "" {
			p["format"] = format
		}
		properties[name] = p
		if f.Tag.Get("required") == "true" {
			required = append(required, name)
		}
	}
	s := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if required != nil {
		s["required"] = required
	}
	return s
}

// value is the schema of one value.
func value(t reflect.Type) map[string]any {
	switch {
	case t == reflect.TypeFor[Operations]():
		return operationsSchema()
	case t.Kind() == reflect.Pointer:
		return value(t.Elem())
	case t.Kind() == reflect.Slice:
		return map[string]any{"type": "array", "items": value(t.Elem())}
	case t.Kind() == reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": value(t.Elem())}
	case t.Kind() == reflect.Struct:
		return object(t)
	case t.Kind() == reflect.Int:
		return map[string]any{"type": "integer"}
	}
	return map[string]any{"type": "string"}
}

// operationsSchema allows both forms of Operations.
func operationsSchema() map[string]any {
	columns := map[string]any{}
	for _, op := range operations {
		columns[op] = map[string]any{"type": "array", "items": map[string]any{"type": "string"},
			"description": "Columns the role may " + strings.ToUpper(op) + "."}
	}
	return map[string]any{"oneOf": []any{
		map[string]any{"type": "array", "items": map[string]any{"enum": operations}},
		map[string]any{"type": "object", "properties": columns, "additionalProperties": false},
	}}
}

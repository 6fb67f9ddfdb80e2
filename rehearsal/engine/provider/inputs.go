package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// declarations are the types of inputs that the SDK declares, which declarations.ts reads and describes.
type declarations struct {
	Resources map[string]map[string]string `json:"resources"`
	Objects   map[string]map[string]string `json:"objects"`
}

// readDeclarations reads the file beside this program.
func readDeclarations() (*declarations, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(filepath.Join(filepath.Dir(program), "declarations.json"))
	if err != nil {
		return nil, err
	}
	read := &declarations{}
	return read, json.Unmarshal(content, read)
}

// failures returns a sentence for each input that the SDK does not declare, or declares with another type.
func (d *declarations) failures(resource string, inputs map[string]any) []*rpc.CheckFailure {
	if !strings.HasPrefix(resource, "aws:") {
		return nil
	}
	declared, known := d.Resources[resource]
	if !known {
		return []*rpc.CheckFailure{{Reason: "the stand-in does not know " + resource + ": add it to replacements.json"}}
	}
	failures := []*rpc.CheckFailure{}
	for _, key := range keysOf(inputs, nil) {
		if reason := d.mismatchIn(declared, key, inputs[key]); reason != "" {
			failures = append(failures, &rpc.CheckFailure{Property: key, Reason: reason})
		}
	}
	return failures
}

func (d *declarations) mismatchIn(declared map[string]string, key string, value any) string {
	wanted, known := declared[key]
	if !known {
		return key + " is not an input"
	}
	return d.mismatch(key, wanted, value)
}

// mismatch returns why a value does not have a type, or nothing. A value that is not known yet has any type.
func (d *declarations) mismatch(path, wanted string, value any) string {
	if value == nil || value == unknown || wanted == "any" {
		return ""
	}
	switch {
	case strings.HasPrefix(wanted, "[]"):
		items, isList := value.([]any)
		if !isList {
			return describe(path, "a list", value)
		}
		for index, item := range items {
			if reason := d.mismatch(fmt.Sprintf("%s[%d]", path, index), wanted[2:], item); reason != "" {
				return reason
			}
		}
		return ""
	case strings.HasPrefix(wanted, "{}"), strings.HasPrefix(wanted, "#"):
		return d.mismatchOfObject(path, wanted, value)
	}
	if kindOf(value) != wanted {
		return describe(path, "a "+wanted, value)
	}
	return ""
}

func (d *declarations) mismatchOfObject(path, wanted string, value any) string {
	object, isObject := value.(map[string]any)
	if !isObject {
		return describe(path, "an object", value)
	}
	for _, key := range keysOf(object, nil) {
		reason := ""
		if strings.HasPrefix(wanted, "#") {
			reason = d.mismatchIn(d.Objects[wanted[1:]], key, object[key])
		} else {
			reason = d.mismatch(key, wanted[2:], object[key])
		}
		if reason != "" {
			return path + "." + reason
		}
	}
	return ""
}

func describe(path, wanted string, value any) string {
	return fmt.Sprintf("%s must be %s, and is a %s", path, wanted, kindOf(value))
}

func kindOf(value any) string {
	switch value.(type) {
	case string:
		return "string"
	case float64:
		return "number"
	case bool:
		return "boolean"
	case []any:
		return "list"
	}
	return "object"
}

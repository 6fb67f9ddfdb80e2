package main

import (
	_ "embed"
	"encoding/json"
	"strings"
)

// outputs.json has, by type, what AWS adds to the inputs of a resource. $id is the id, $name the name or else the id.
//
//go:embed outputs.json
var outputsFile []byte

// replacements.json has, by type, the inputs whose change replaces a resource.
//
//go:embed replacements.json
var replacementsFile []byte

type outputTable struct {
	// the ARN by type
	Arns map[string]string `json:"arns"`
	// other outputs by type
	Outputs map[string]map[string]any `json:"outputs"`
}

type tables struct {
	outputs      outputTable
	replacements map[string]map[string]bool
}

func readTables() (*tables, error) {
	read := &tables{replacements: map[string]map[string]bool{}}
	if err := json.Unmarshal(outputsFile, &read.outputs); err != nil {
		return nil, err
	}
	var listed struct {
		Types map[string]struct {
			Inputs []string `json:"inputs"`
		} `json:"types"`
	}
	if err := json.Unmarshal(replacementsFile, &listed); err != nil {
		return nil, err
	}
	for resource, listed := range listed.Types {
		read.replacements[resource] = map[string]bool{}
		for _, input := range listed.Inputs {
			read.replacements[resource][input] = true
		}
	}
	return read, nil
}

// typeOf returns the type in a URN, such as aws:ecs/service:Service.
func typeOf(urn string) string {
	types := strings.Split(strings.Split(urn, "::")[2], "$")
	return types[len(types)-1]
}

// nameOf returns the name in a URN.
func nameOf(urn string) string {
	parts := strings.Split(urn, "::")
	return parts[len(parts)-1]
}

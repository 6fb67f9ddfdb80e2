package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// cloud creates the resources that the deployment scripts ask AWS about in moto, when there is an endpoint.
type cloud struct {
	endpoint string
	region   string
}

func newCloud(endpoint string) *cloud { return &cloud{endpoint: endpoint} }

// service is a service with AWS's JSON protocol: its name in signatures, and the prefix of its operations.
type service struct{ name, target string }

var (
	ecs = service{"ecs", "AmazonEC2ContainerServiceV20141113"}
	kms = service{"kms", "TrentService"}
)

// call calls an operation of AWS's JSON protocol. moto wants a signature, and does not verify it.
func (c *cloud) call(service service, operation string, input map[string]any) (map[string]any, error) {
	body, err := json.Marshal(input)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequest(http.MethodPost, c.endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", service.target+"."+operation)
	c.sign(request, service.name)
	return send(request)
}

func (c *cloud) sign(request *http.Request, service string) {
	request.Header.Set("Authorization", fmt.Sprintf(
		"AWS4-HMAC-SHA256 Credential=rehearsal/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=0", c.region, service))
}

func send(request *http.Request) (map[string]any, error) {
	// not through the proxy of the environment, which leads to the registry
	client := &http.Client{Transport: &http.Transport{}}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode >= 300 {
		return nil, fmt.Errorf("%s %s: %s %s", request.Method, request.Header.Get("X-Amz-Target"), response.Status, content)
	}
	answer := map[string]any{}
	if len(content) > 0 && content[0] == '{' {
		err = json.Unmarshal(content, &answer)
	}
	return answer, err
}

// bucket creates or deletes a bucket.
func (c *cloud) bucket(method, name string) error {
	address := fmt.Sprintf("%s/%s", c.endpoint, name)
	configuration := fmt.Sprintf(
		"<CreateBucketConfiguration><LocationConstraint>%s</LocationConstraint></CreateBucketConfiguration>", c.region)
	if method != http.MethodPut || c.region == "us-east-1" {
		configuration = ""
	}
	request, err := http.NewRequest(method, address, bytes.NewReader([]byte(configuration)))
	if err != nil {
		return err
	}
	c.sign(request, "s3")
	_, err = send(request)
	return err
}
